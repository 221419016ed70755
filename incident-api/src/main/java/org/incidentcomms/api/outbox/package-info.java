/**
 * From the committed row to the acknowledged record.
 *
 * <p>Belongs here: appending an event to the caller's transaction, the relay that publishes it, the topics. Does not
 * belong here: the meaning of an event. No other package uses a Kafka producer.
 */
@NullMarked
package org.incidentcomms.api.outbox;

import org.jspecify.annotations.NullMarked;
