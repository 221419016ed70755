/**
 * SMTP servers: one for tests with fault injection, and a mailbox with a web page for the local stack.
 *
 * <p>Receives and shows mail. Sending does not belong here: a test kit that sent mail would test itself.
 */
@NullMarked
package org.incidentcomms.testkit.mail;

import org.jspecify.annotations.NullMarked;
