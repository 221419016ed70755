/**
 * The ledger: inbox, plans, chunks, outcomes, open deliveries, dead letters and the channel's state, in the notifier's
 * own PostgreSQL. Only classes of this package hold the kit's SQL; {@code db/kit/V1__ledger.sql} explains the tables.
 *
 * <p>Does not belong here: deciding when to send, and sending.
 */
@NullMarked
package org.incidentcomms.kit.ledger;

import org.jspecify.annotations.NullMarked;
