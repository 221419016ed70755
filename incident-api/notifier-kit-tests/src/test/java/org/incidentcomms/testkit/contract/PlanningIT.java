package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.TemporaryFailure;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.Patience;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Planning takes its time for a long list; nobody waits for it who need not. */
class PlanningIT {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 3, Duration.ofMinutes(10));

    private final PretendRemoteSystem outside = new PretendRemoteSystem();
    private final PretendChannel channel = new PretendChannel(outside, 1, id -> true);
    private final NotifierFixture fixture = new NotifierFixture(List.of());
    private final CountDownLatch urgentIsTold = new CountDownLatch(1);

    @AfterEach
    void stop() {
        urgentIsTold.countDown();
        fixture.close();
    }

    @Test
    void an_urgent_event_waits_for_none_that_was_read_with_it() {
        List<PublishedEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(Scenario.incident("Slow " + i, Impact.MINOR).opens("A word."));
        }
        PublishedEvent urgent = Scenario.incident("Down.", Impact.CRITICAL).opens("A word.");
        fixture.topic().publish(events.toArray(PublishedEvent[]::new));
        fixture.topic().publish(urgent);
        channel.asked = event -> {
            if (!event.id().equals(urgent.id())) {
                awaitUrgent(Patience.LIMIT);
            }
        };

        fixture.start(channel, QUICK);

        fixture.awaitReport(urgent, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.count("select count(*) from plan")).isEqualTo(1);
        urgentIsTold.countDown();
        for (PublishedEvent event : events) {
            fixture.awaitReport(event, "pretend", DeliveryState.DELIVERED);
        }
        assertThat(fixture.count("select next_offset from feed_position")).isEqualTo(61);
    }

    @Test
    void an_urgent_event_that_comes_while_others_are_planned_goes_before_the_rest_of_them() {
        PublishedEvent urgent = Scenario.incident("Down.", Impact.CRITICAL).opens("A word.");
        AtomicInteger asked = new AtomicInteger();
        channel.asked = event -> {
            if (event.id().equals(urgent.id())) {
                urgentIsTold.countDown();
            } else if (asked.incrementAndGet() == 1) {
                fixture.topic().publish(urgent);
            } else if (asked.get() > 20) {
                awaitUrgent(Duration.ofMillis(100));
            }
        };
        PublishedEvent[] others = new PublishedEvent[200];
        Arrays.setAll(others, i -> Scenario.incident("Slow " + i, Impact.MINOR).opens("A word."));
        fixture.topic().publish(others);

        fixture.start(channel, QUICK);

        fixture.awaitReport(urgent, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.count("select count(*) from plan where id < (select id from plan where event_id = '"
                        + urgent.id() + "')"))
                .isLessThan(others.length);
    }

    @Test
    void whom_an_event_reaches_is_found_out_without_a_lock() {
        Scenario story = Scenario.incident("Corrected.", Impact.MINOR);
        PublishedEvent wrong = story.opens("Wrong.");
        fixture.topic().publish(wrong);
        fixture.start(channel, QUICK);
        fixture.awaitReport(wrong, "pretend", DeliveryState.DELIVERED);
        AtomicBoolean locked = new AtomicBoolean();
        channel.asked = event -> locked.set(!canLockPlans());
        PublishedEvent right = story.corrects("Right.");

        fixture.topic().publish(right);

        fixture.awaitReport(right, "pretend", DeliveryState.DELIVERED);
        assertThat(locked).isFalse();
    }

    /** As a database of the channel's own that is restarted: nothing is set aside for it, however often it fails. */
    @Test
    void an_event_waits_for_a_channel_that_cannot_say_now_whom_it_reaches() {
        AtomicInteger asked = new AtomicInteger();
        channel.asked = event -> {
            if (asked.incrementAndGet() <= 6) {
                throw new IllegalStateException("wrapped", new Away());
            }
        };
        PublishedEvent event = Scenario.incident("Down.", Impact.MINOR).opens("A word.");
        fixture.topic().publish(event);

        fixture.start(channel, QUICK);

        fixture.awaitReport(event, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.count("select count(*) from dead_letter")).isZero();
    }

    private static final class Away extends RuntimeException implements TemporaryFailure {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isTemporary() {
            return true;
        }
    }

    private void awaitUrgent(Duration longest) {
        try {
            boolean unused = urgentIsTold.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Others hold such a lock for a moment only. */
    private boolean canLockPlans() {
        try (Connection connection = fixture.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '10s'");
            try {
                statement.execute("select 1 from plan for update");
                return true;
            } finally {
                statement.execute("reset lock_timeout");
            }
        } catch (SQLException e) {
            return false;
        }
    }
}
