package org.incidentcomms.api.outbox;

/** What became of a transaction of events. */
sealed interface SendResult {
    /** Readers see all of them. */
    record Committed() implements SendResult {}

    /** Readers see none of them: Kafka will not take this one, and perhaps not others behind it. */
    record Refused(OutboxRow row, Exception failure) implements SendResult {}

    /** Kafka is away, or slow: all of them are sent again. Readers may see them all the same. */
    record Unreachable(Exception failure) implements SendResult {}

    /** Another relay has opened its sender since this one did; readers see none of them. */
    record Fenced(Exception failure) implements SendResult {}
}
