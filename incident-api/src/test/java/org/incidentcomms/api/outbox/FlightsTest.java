package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private final Flights flights = new Flights(3, 100);

    @Test
    void one_event_of_a_key_flies_at_a_time() {
        OutboxRow first = row(1, "inc_a", 10);

        assertThat(flights.take(first)).isTrue();
        assertThat(flights.take(row(2, "inc_a", 10))).isFalse();
        assertThat(flights.take(row(3, "inc_b", 10))).isTrue();
        assertThat(flights.closedKeys(NOW)).containsExactlyInAnyOrder("inc_a", "inc_b");

        flights.landed(first);
        assertThat(flights.take(row(2, "inc_a", 10))).isTrue();
    }

    @Test
    void many_keys_fly_at_once_up_to_a_number() {
        assertThat(flights.take(row(1, "a", 1))).isTrue();
        assertThat(flights.take(row(2, "b", 1))).isTrue();
        assertThat(flights.take(row(3, "c", 1))).isTrue();
        assertThat(flights.take(row(4, "d", 1))).isFalse();
        assertThat(flights.free()).isZero();
    }

    @Test
    void bytes_are_bounded_but_the_largest_event_flies_alone() {
        OutboxRow huge = row(1, "a", 5000);
        assertThat(flights.take(huge)).isTrue();
        assertThat(flights.take(row(2, "b", 1))).isFalse();

        flights.landed(huge);
        assertThat(flights.take(row(2, "b", 90))).isTrue();
        assertThat(flights.take(row(3, "c", 11))).isFalse();
    }

    @Test
    void a_refused_event_closes_its_key_for_longer_each_time_and_no_other() {
        OutboxRow bad = row(1, "a", 1);
        flights.take(bad);
        flights.refused(bad, NOW);
        assertThat(flights.closedKeys(NOW)).containsExactly("a");
        assertThat(flights.closedKeys(NOW.plusSeconds(1))).isEmpty();

        flights.take(bad);
        flights.refused(bad, NOW);
        assertThat(flights.closedKeys(NOW.plusSeconds(1))).containsExactly("a");
        assertThat(flights.closedKeys(NOW.plusSeconds(2))).isEmpty();
        assertThat(flights.take(row(2, "b", 1))).isTrue();
    }

    @Test
    void what_came_back_may_fly_again_at_once() {
        OutboxRow row = row(1, "a", 1);
        flights.take(row);
        flights.returned(row);

        assertThat(flights.closedKeys(NOW)).isEmpty();
        assertThat(flights.isEmpty()).isTrue();
    }

    private static OutboxRow row(long seq, String key, int bytes) {
        return new OutboxRow(seq, key, Map.of(), new byte[bytes]);
    }
}
