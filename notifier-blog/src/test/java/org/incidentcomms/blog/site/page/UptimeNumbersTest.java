package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.incidentcomms.blog.site.page.UptimeNumbers.Cell;
import org.incidentcomms.blog.site.page.UptimeNumbers.Row;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.api.Test;

class UptimeNumbersTest {
    private static final Instant NOW = Instant.parse("2026-03-11T00:00:00Z");

    private final TimeFormats formats = new TimeFormats(ZoneOffset.UTC, Site.WORDS.in(Language.ENGLISH));

    @Test
    void eachPeriodIsToldAsFarAsItIsKnown() {
        List<ComponentState> history = List.of(
                new ComponentState(ComponentStatus.OPERATIONAL, NOW.minus(Duration.ofDays(100))),
                new ComponentState(ComponentStatus.MAJOR_OUTAGE, NOW.minus(Duration.ofDays(40))),
                new ComponentState(ComponentStatus.OPERATIONAL, NOW.minus(Duration.ofDays(39))));

        assertThat(UptimeNumbers.rows(List.of(component(history)), formats, NOW))
                .containsExactly(new Row(
                        "Web",
                        "/components/cmp/feed",
                        List.of(new Cell("100 %", null), new Cell("98.87 %", null), new Cell("99 %", "Dec 1, 2025"))));
    }

    @Test
    void nothingIsToldOfWhatIsNotKnown() {
        assertThat(UptimeNumbers.rows(List.of(component(List.of())), formats, NOW)
                        .getFirst()
                        .cells())
                .hasSize(3)
                .containsOnlyNulls();
    }

    private static Component component(List<ComponentState> history) {
        return new Component("cmp", 1, "Web", null, null, 1, ComponentStatus.OPERATIONAL, NOW, NOW, history);
    }
}
