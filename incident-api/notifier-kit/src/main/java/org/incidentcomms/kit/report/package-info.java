/**
 * Telling incident-api what became of each event: the reports' producer, and the reporter that sends what the ledger
 * marked dirty.
 *
 * <p>Does not belong here: counting (that is the ledger's).
 */
@NullMarked
package org.incidentcomms.kit.report;

import org.jspecify.annotations.NullMarked;
