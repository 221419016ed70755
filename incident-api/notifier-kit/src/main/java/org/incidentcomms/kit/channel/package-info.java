/**
 * What a channel is: the one interface to implement, and the closed vocabulary of what can become of a delivery.
 *
 * <p>Does not belong here: how deliveries are planned, leased, retried or counted ({@code kit.ledger}, {@code
 * kit.worker}).
 */
@NullMarked
package org.incidentcomms.kit.channel;

import org.jspecify.annotations.NullMarked;
