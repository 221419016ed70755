package org.incidentcomms.api.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void ids_sort_in_the_order_they_were_made_even_within_a_millisecond() {
        Ids ids = new Ids(Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC));

        var made = IntStream.range(0, 10_000).mapToObj(i -> ids.next("inc")).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.getFirst()).matches("inc_[0-9a-hjkmnp-tv-z]{26}");
    }
}
