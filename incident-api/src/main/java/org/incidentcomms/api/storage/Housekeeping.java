package org.incidentcomms.api.storage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;

/** Lets each {@link Expirable} delete old rows every hour; concurrent runs on several replicas are harmless. */
@ApplicationScoped
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Instance<Expirable> expirables;
    private final Clock clock;
    private final GuardedLoop loop = new GuardedLoop("housekeeping", this::turn);
    private boolean begun;

    public Housekeeping(@Any Instance<Expirable> expirables, Clock clock) {
        this.expirables = expirables;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.closeSoon();
    }

    /** Does not run during the service's start. */
    private Duration turn() {
        if (!begun) {
            begun = true;
            return FIRST_PAUSE;
        }
        clearAway();
        return PAUSE;
    }

    private void clearAway() {
        for (Expirable expirable : expirables) {
            try {
                expirable.clearAway(clock.instant());
            } catch (RuntimeException | AssertionError e) {
                // The driver throws the latter if its connection dies at the wrong moment. The other tables are still
                // processed.
                LOG.warnf("cannot delete old rows reason=%s", e.getMessage());
            }
        }
    }

    /** Holds rows that expire; {@link Housekeeping} deletes them every hour. */
    public interface Expirable {
        /** Deletes the rows that have expired at {@code now}, and returns how many. */
        int clearAway(Instant now);
    }
}
