/**
 * SMTP transport: a bounded connection pool, and the mapping of server replies to delivery results.
 *
 * <p>The only package that sends with Jakarta Mail. Takes bytes and an address, returns a {@code DeliveryResult}; content and
 * recipients do not belong here.
 */
@NullMarked
package org.incidentcomms.email.smtp;

import org.jspecify.annotations.NullMarked;
