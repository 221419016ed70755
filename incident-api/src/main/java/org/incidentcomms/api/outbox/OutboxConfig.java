package org.incidentcomms.api.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the relay, all with a default ({@code OUTBOX_KEEP} and so on). */
@ConfigMapping(prefix = "outbox")
interface OutboxConfig {
    /** Retention of published events in the table, for inspection only. */
    @WithDefault("P7D")
    Duration keep();

    /** Time without a sign of life after which another replica ends the leader's session. */
    @WithDefault("PT15S")
    Duration leaderSilentAfter();

    /**
     * The relay's {@code transactional.id}: the same on all replicas of this installation, and used by nothing else on
     * the cluster.
     */
    @WithDefault("incident-api-outbox")
    String transactionalId();

    /** Maximum number of events per transaction. */
    @WithDefault("200")
    int inFlight();

    /** Maximum number of bytes per transaction; a single event is always allowed. */
    @WithDefault("16777216")
    int inFlightBytes();

    /** Replication factor of topics this service creates; if not set, the number of brokers, at most 3. */
    @WithDefault("0")
    short replicationFactor();
}
