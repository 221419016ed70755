/**
 * A real Kafka broker inside the JVM, or as a small process of its own.
 *
 * <p>Starting, stopping and emptying it belongs here. What is written to its topics does not.
 */
@NullMarked
package org.incidentcomms.testkit.kafka;

import org.jspecify.annotations.NullMarked;
