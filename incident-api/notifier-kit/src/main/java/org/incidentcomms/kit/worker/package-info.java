/**
 * Doing the deliveries: leases taken by lane, the channel called, its answer turned into what the ledger is told next.
 *
 * <p>Does not belong here: SQL ({@code kit.ledger}), and anything that knows a particular channel.
 */
@NullMarked
package org.incidentcomms.kit.worker;

import org.jspecify.annotations.NullMarked;
