/**
 * A real Kafka broker inside the JVM, or as a small separate process.
 *
 * <p>Starts, stops and empties it. What is written to its topics does not belong here.
 */
@NullMarked
package org.incidentcomms.testkit.kafka;

import org.jspecify.annotations.NullMarked;
