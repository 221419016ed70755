/**
 * SMTP servers: one for tests, that can fail in every way a test asks for, and a mailbox to look at for the local stack.
 *
 * <p>Receiving and showing mail belongs here. Sending does not: a test kit that sent mail would test itself.
 */
@NullMarked
package org.incidentcomms.testkit.mail;

import org.jspecify.annotations.NullMarked;
