/**
 * Makes the deliveries: leases work by lane, calls the channel, maps the result to a ledger entry.
 *
 * <p>Does not belong here: SQL ({@code kit.ledger}), and anything specific to one channel.
 */
@NullMarked
package org.incidentcomms.kit.worker;

import org.jspecify.annotations.NullMarked;
