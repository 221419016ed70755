/**
 * The way out: a bounded pool of SMTP connections, and what each reply of a server means for a delivery.
 *
 * <p>The only package that knows Jakarta Mail. Bytes and an address come in, a {@code DeliveryResult} goes out; what a
 * mail says and who gets it does not belong here.
 */
@NullMarked
package org.incidentcomms.email.smtp;

import org.jspecify.annotations.NullMarked;
