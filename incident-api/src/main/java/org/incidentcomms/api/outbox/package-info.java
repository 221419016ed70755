/**
 * From the committed row to the acknowledged record.
 *
 * <p>Belongs here: appending an event to the caller's transaction, the relay that publishes it, the topics. Does not belong
 * here: what an event means; nobody else talks to a Kafka producer.
 */
@NullMarked
package org.incidentcomms.api.outbox;

import org.jspecify.annotations.NullMarked;
