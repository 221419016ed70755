package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyBackoffTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private final KeyBackoff backoff = new KeyBackoff();

    @Test
    void a_refused_event_closes_its_key_for_longer_each_time_and_no_other() {
        backoff.refused("a", NOW);
        assertThat(backoff.waiting(NOW)).containsExactly("a");
        assertThat(backoff.waiting(NOW.plusSeconds(1))).isEmpty();

        backoff.refused("a", NOW);
        assertThat(backoff.waiting(NOW.plusSeconds(1))).containsExactly("a");
        assertThat(backoff.waiting(NOW.plusSeconds(2))).isEmpty();
    }

    @Test
    void a_key_waits_a_minute_at_most() {
        for (int i = 0; i < 20; i++) {
            backoff.refused("a", NOW);
        }

        assertThat(backoff.waiting(NOW.plusSeconds(59))).containsExactly("a");
        assertThat(backoff.waiting(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void a_key_whose_event_was_published_begins_anew() {
        backoff.refused("a", NOW);
        backoff.refused("a", NOW);
        backoff.published("a");

        backoff.refused("a", NOW);
        assertThat(backoff.waiting(NOW.plusSeconds(1))).isEmpty();
    }
}
