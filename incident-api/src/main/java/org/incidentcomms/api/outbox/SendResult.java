package org.incidentcomms.api.outbox;

import java.util.Map;

/** What became of a transaction of events. */
sealed interface SendResult {
    /** Readers see all of them. */
    record Committed() implements SendResult {}

    /** Readers see none of them: Kafka does not take the rows named here, whatever is done. */
    record Refused(Map<OutboxRow, Exception> rows) implements SendResult {
        public Refused {
            rows = Map.copyOf(rows);
        }
    }

    /** Kafka is away, or slow: all of them are sent again. Readers may see them all the same. */
    record Unreachable(Exception failure) implements SendResult {}

    /** Another relay has opened its sender since this one did; readers see none of them. */
    record Fenced(Exception failure) implements SendResult {}
}
