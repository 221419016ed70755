/**
 * Reports the outcome of each event to incident-api: the producer, and the reporter that sends the plans the ledger
 * marked dirty.
 *
 * <p>Does not belong here: counting, which the ledger does.
 */
@NullMarked
package org.incidentcomms.kit.report;

import org.jspecify.annotations.NullMarked;
