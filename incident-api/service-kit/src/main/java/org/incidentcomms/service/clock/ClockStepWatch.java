package org.incidentcomms.service.clock;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;

/**
 * Ends the process when the machine's clock is set back by more than ten seconds. Kafka's clients wait by that clock: what
 * they have begun, a poll, a record, a heartbeat, ends when the clock is where it was before, and so does an orderly stop.
 * Whatever keeps the service running starts it again. Nothing is lost by that; it is the end by a kill that everything here
 * is made for.
 */
@Startup
@ApplicationScoped
public class ClockStepWatch {
    private static final Logger LOG = Logger.getLogger(ClockStepWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FAR = Duration.ofSeconds(10);

    private final Clock machine;
    private final LongSupplier nanoTime;
    private final Runnable end;
    private final GuardedLoop loop = new GuardedLoop("clock-step-watch", this::look);
    /** The wall clock less the monotonic one, in nanoseconds, at the last look. */
    private long apart;

    ClockStepWatch() {
        this(Clock.systemUTC(), System::nanoTime, () -> Runtime.getRuntime().halt(1));
        loop.start();
    }

    /** For tests, which look themselves. */
    ClockStepWatch(Clock machine, LongSupplier nanoTime, Runnable end) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        this.end = end;
        this.apart = apart();
    }

    Duration look() {
        long now = apart();
        Duration back = Duration.ofNanos(apart - now);
        if (back.compareTo(FAR) > 0) {
            LOG.fatalf("the clock was set back by %d s, which stops Kafka's clients: restarting", back.toSeconds());
            end.run();
        }
        apart = now;
        return LOOK_EVERY;
    }

    private long apart() {
        return Duration.ofMillis(machine.millis()).toNanos() - nanoTime.getAsLong();
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
