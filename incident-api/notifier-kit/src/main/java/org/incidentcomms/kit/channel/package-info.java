/**
 * The channel interface and the closed set of delivery outcomes.
 *
 * <p>Does not belong here: how deliveries are planned, leased, retried or counted ({@code kit.ledger}, {@code
 * kit.worker}).
 */
@NullMarked
package org.incidentcomms.kit.channel;

import org.jspecify.annotations.NullMarked;
