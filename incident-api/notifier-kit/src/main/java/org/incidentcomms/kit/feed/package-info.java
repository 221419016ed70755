/**
 * From the log into the ledger: {@link org.incidentcomms.kit.feed.IncidentFeed} reads as a group member and writes
 * inbox and plans in one transaction, then commits the offset. Nothing is sent from here.
 */
@NullMarked
package org.incidentcomms.kit.feed;

import org.jspecify.annotations.NullMarked;
