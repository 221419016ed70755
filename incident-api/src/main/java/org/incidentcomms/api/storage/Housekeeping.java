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

/** Every hour lets each {@link Expirable} clear away what is old; several replicas doing it at once do no harm. */
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

    /** The service's start is no time for it. */
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
                // The driver throws the latter when its connection dies at the wrong moment. The others have their
                // turn.
                LOG.warnf("cannot delete old rows reason=%s", e.getMessage());
            }
        }
    }

    /** Holds rows that lose their use with age; {@link Housekeeping} clears them away every hour. */
    public interface Expirable {
        /** Deletes what is no longer needed at {@code now}, and says how many rows that were. */
        int clearAway(Instant now);
    }
}
