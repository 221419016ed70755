/**
 * Settings of a service's Kafka clients.
 *
 * <p>Does not belong here: topics, and what is read or written.
 */
@NullMarked
package org.incidentcomms.service.kafka;

import org.jspecify.annotations.NullMarked;
