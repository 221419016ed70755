/**
 * What comes back: bounces, complaints and automatic replies, read from a mailbox, and their effect on the update list.
 *
 * <p>Return paths, the mailbox (IMAP), the parser, and the table of bounces. The state of a subscriber belongs to {@code
 * subscriber}; refusals while sending are classified in {@code smtp}.
 */
@NullMarked
package org.incidentcomms.email.bounce;

import org.jspecify.annotations.NullMarked;
