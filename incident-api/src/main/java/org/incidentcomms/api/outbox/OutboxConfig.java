package org.incidentcomms.api.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the relay, all with a sensible default ({@code OUTBOX_KEEP} and so on). */
@ConfigMapping(prefix = "outbox")
interface OutboxConfig {
    /** How long a published event stays in the table, for looking things up; it has no other use there. */
    @WithDefault("P7D")
    Duration keep();

    /** After how long without a sign of life the leader's session is ended by another replica. */
    @WithDefault("PT15S")
    Duration leaderSilentAfter();

    /**
     * The name under which Kafka knows the relay of this installation: all its replicas have the same, and nobody else on
     * the cluster has it.
     */
    @WithDefault("incident-api-outbox")
    String transactionalId();

    /** How many events one transaction may hold. */
    @WithDefault("200")
    int inFlight();

    /** How many bytes one transaction may hold; one event always may be sent. */
    @WithDefault("16777216")
    int inFlightBytes();

    /** Copies of each topic this service creates; as many as there are brokers, at most 3, where not set. */
    @WithDefault("0")
    short replicationFactor();
}
