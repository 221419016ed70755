package org.incidentcomms.service.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    @Test
    void a_minutes_calls_may_come_at_once_and_then_one_by_one() {
        TokenBuckets buckets = new TokenBuckets(60, Duration.ofMinutes(1), 10);
        for (int i = 0; i < 60; i++) {
            assertThat(buckets.take("a", 0)).isZero();
        }

        assertThat(buckets.take("a", 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(buckets.take("a", 999)).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
        assertThat(buckets.take("a", 1000)).isZero();
        assertThat(buckets.take("a", 1000)).isPositive();
    }

    @Test
    void rest_fills_the_bucket_and_no_more() {
        TokenBuckets buckets = new TokenBuckets(2, Duration.ofMinutes(1), 10);
        assertThat(buckets.take("a", 0)).isZero();

        long later = Duration.ofHours(1).toMillis();
        assertThat(buckets.take("a", later)).isZero();
        assertThat(buckets.take("a", later)).isZero();
        assertThat(buckets.take("a", later)).isPositive();
    }

    @Test
    void one_does_not_pay_for_another() {
        TokenBuckets buckets = new TokenBuckets(1, Duration.ofMinutes(1), 10);
        assertThat(buckets.take("a", 0)).isZero();

        assertThat(buckets.take("a", 0)).isPositive();
        assertThat(buckets.take("b", 0)).isZero();
    }

    @Test
    void a_peek_tells_the_wait_and_takes_nothing() {
        TokenBuckets buckets = new TokenBuckets(1, Duration.ofMinutes(1), 10);
        assertThat(buckets.peek("a", 0)).isZero();
        assertThat(buckets.size()).isZero();
        assertThat(buckets.take("a", 0)).isZero();

        assertThat(buckets.peek("a", 15_000)).isEqualTo(Duration.ofSeconds(45));
        assertThat(buckets.peek("a", 60_000)).isZero();
        assertThat(buckets.take("a", 60_000)).isZero();
    }

    @Test
    void a_clock_set_back_gives_nothing_and_takes_nothing() {
        TokenBuckets buckets = new TokenBuckets(1, Duration.ofMinutes(1), 10);
        assertThat(buckets.take("a", 60_000)).isZero();

        assertThat(buckets.take("a", 0)).isPositive();
        assertThat(buckets.take("a", 120_000)).isZero();
    }

    @Test
    void a_million_keys_take_no_more_room_than_allowed_and_the_busy_one_is_remembered() {
        TokenBuckets buckets = new TokenBuckets(1, Duration.ofMinutes(1), 100);
        assertThat(buckets.take("busy", 0)).isZero();
        for (int i = 0; i < 1_000_000; i++) {
            buckets.take("key " + i, 0);
            if (i % 50 == 0) {
                assertThat(buckets.take("busy", 0)).isPositive();
            }
        }

        assertThat(buckets.size()).isEqualTo(100);
    }
}
