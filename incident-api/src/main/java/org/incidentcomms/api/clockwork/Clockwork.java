package org.incidentcomms.api.clockwork;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.api.storage.StorageException;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;

/**
 * Carries a timetable out, on time. Every replica has one; they share the work through the database and need not know of
 * each other, nor agree on the time to the second.
 *
 * <p>It sleeps until the next moment, and at most a second, as another replica may have planned something meanwhile.
 */
public final class Clockwork {
    private static final Logger LOG = Logger.getLogger(Clockwork.class);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(20);
    /** While what is left is held by somebody else. */
    private static final Duration WHILE_HELD = Duration.ofMillis(200);

    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final Timetable timetable;
    private final DueGauges gauges;
    private final Clock clock;
    private final GuardedLoop loop;

    public Clockwork(String name, Timetable timetable, DueGauges gauges, Clock clock) {
        this.name = name;
        this.timetable = timetable;
        this.gauges = gauges;
        this.clock = clock;
        this.loop = new GuardedLoop(name, this::turn);
    }

    public void start() {
        loop.start();
    }

    public void stop() {
        loop.closeSoon();
        boolean unused = loop.join(Duration.ofSeconds(5));
    }

    private Duration turn() {
        try {
            runDue();
            return untilNext();
        } catch (StorageException e) {
            LOG.warnf("%s lost the database nextAttempt=%s reason=%s", name, PAUSE, e.getMessage());
            return PAUSE;
        }
    }

    /** Does everything that is due by its own clock and that no other replica is busy with; how many it did. */
    public int runDue() {
        int done = 0;
        while (loop.isOpen()) {
            Instant now = clock.instant();
            try {
                if (!timetable.carryOutOne(now)) {
                    return done;
                }
                done++;
            } catch (Timetable.Failed e) {
                timetable.postpone(e, now);
            }
        }
        return done;
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        Outlook outlook = timetable.outlook(now);
        gauges.see(outlook);
        if (outlook.firstTry() == null) {
            return LONGEST_SLEEP;
        }
        Duration next = Duration.between(now, outlook.firstTry());
        if (next.isNegative()) {
            return WHILE_HELD;
        }
        if (next.compareTo(SHORTEST_SLEEP) < 0) {
            return SHORTEST_SLEEP;
        }
        return next.compareTo(LONGEST_SLEEP) < 0 ? next : LONGEST_SLEEP;
    }
}
