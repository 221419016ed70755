package org.incidentcomms.api.storage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Every hour lets each {@link Perishable} clear away what is old; several replicas doing it at once do no harm. */
@ApplicationScoped
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final Instance<Perishable> perishables;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());

    public Housekeeping(@Any Instance<Perishable> perishables, Clock clock) {
        this.perishables = perishables;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var unused = timer.scheduleWithFixedDelay(this::clearAway, 1, 60, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void clearAway() {
        for (Perishable perishable : perishables) {
            try {
                perishable.clearAway(clock.instant());
            } catch (RuntimeException | AssertionError e) {
                // The driver throws the latter when its connection dies at the wrong moment. Nothing may end the timer.
                LOG.warnf("could not clear away old rows reason=%s", e.getMessage());
            }
        }
    }
}
