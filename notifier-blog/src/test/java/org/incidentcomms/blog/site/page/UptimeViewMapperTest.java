package org.incidentcomms.blog.site.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.incidentcomms.blog.site.page.UptimeView.Bars;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.junit.jupiter.api.Test;

class UptimeViewMapperTest {
    private static final Instant NOW = at("2026-03-10T11:05:00-07:00");

    private static final MessageBundle WORDS = Site.WORDS.in(Language.ENGLISH);
    private final UptimeViewMapper views =
            new UptimeViewMapper(new TimeFormats(ZoneId.of("America/Los_Angeles"), WORDS), WORDS);

    @Test
    void aDayHasTheColourOfItsWorstStateAndTellsAllOfThem() {
        UptimeView uptime = of(
                NOW,
                state("2025-01-01T00:00:00-08:00", ComponentStatus.OPERATIONAL),
                state("2026-02-02T08:00:00-08:00", ComponentStatus.DEGRADED_PERFORMANCE),
                state("2026-02-02T09:00:00-08:00", ComponentStatus.PARTIAL_OUTAGE),
                state("2026-02-02T10:12:00-08:00", ComponentStatus.UNDER_MAINTENANCE),
                state("2026-02-02T10:12:20-08:00", ComponentStatus.OPERATIONAL));

        assertThat(uptime.bars())
                .containsExactly(
                        new Bars("good", "M0 0h53", "Dec 11, 2025 – Feb 1: operational"),
                        new Bars(
                                "bad",
                                "M53 0h1",
                                "Feb 2: partial outage 1 h 12 min, degraded performance 1 h, under maintenance 1 min,"
                                        + " 98.5 %"),
                        new Bars("good", "M54 0h36", "Feb 3 – Mar 10: operational"));
        assertThat(uptime.percent()).isEqualTo("99.98 % uptime");
        assertThat(uptime.recent()).as("on a phone it is not to be seen").isEqualTo("100 % uptime");
        assertThat(uptime.label()).isEqualTo("99.98 % uptime in the last 90 days, outage on Feb 2");
    }

    @Test
    void plannedWorkIsNoFaultAndNotWorseThanOne() {
        UptimeView uptime = of(
                NOW,
                state("2025-01-01T00:00:00-08:00", ComponentStatus.OPERATIONAL),
                state("2026-03-08T00:00:00-08:00", ComponentStatus.UNDER_MAINTENANCE),
                state("2026-03-09T12:00:00-07:00", ComponentStatus.DEGRADED_PERFORMANCE));

        assertThat(uptime.bars())
                .extracting(Bars::tone, Bars::title)
                .containsExactly(
                        tuple("good", "Dec 11, 2025 – Mar 7: operational"),
                        tuple("note", "Mar 8: under maintenance 23 h, 100 %"),
                        tuple("warn", "Mar 9: degraded performance 12 h, under maintenance 12 h, 100 %"),
                        tuple("warn", "Mar 10: degraded performance 11 h 5 min, 100 %"));
        assertThat(uptime.label()).isEqualTo("100 % uptime in the last 90 days");
        assertThat(uptime.recent()).isNull();
    }

    @Test
    void daysBeforeItWasKnownAreNeitherGoodNorBad() {
        UptimeView uptime = of(
                NOW,
                state("2026-03-01T18:00:00-08:00", ComponentStatus.OPERATIONAL),
                state("2026-03-09T00:00:00-07:00", ComponentStatus.MAJOR_OUTAGE));

        assertThat(uptime.bars()).extracting(Bars::tone).containsExactly("none", "good", "down", "down");
        assertThat(uptime.bars().getFirst()).isEqualTo(new Bars("none", "M0 0h80", "Dec 11, 2025 – Feb 28: not known"));
        assertThat(uptime.label()).isEqualTo("83.13 % uptime since Mar 1, outages on 2 days, the last Mar 10");
    }

    @Test
    void theBarsCoverNinetyDaysEachOnceWhateverTheHour() {
        for (String now :
                List.of("2026-03-10T00:00:00-07:00", "2026-03-10T23:59:00-07:00", "2026-11-01T12:00:00-08:00")) {
            UptimeView uptime = of(
                    at(now),
                    state("2026-01-01T00:00:00-08:00", ComponentStatus.OPERATIONAL),
                    state("2026-02-20T09:00:00-08:00", ComponentStatus.MAJOR_OUTAGE),
                    state("2026-02-22T10:00:00-08:00", ComponentStatus.OPERATIONAL));
            int day = 0;
            for (Bars bars : uptime.bars()) {
                assertThat(bars.path()).as(now).startsWith("M" + day + " 0h");
                day += Integer.parseInt(bars.path().replaceFirst(".*h", ""));
            }
            assertThat(day).as(now).isEqualTo(90);
            assertThat(uptime.bars().getLast().tone()).as(now).isEqualTo("good");
        }
    }

    @Test
    void whereThereIsTooMuchToTellThereIsOneLineForEachColour() {
        List<ComponentState> flapping = new ArrayList<>();
        for (int day = 0; day < 100; day++) {
            flapping.add(new ComponentState(
                    day % 2 == 0 ? ComponentStatus.OPERATIONAL : ComponentStatus.PARTIAL_OUTAGE,
                    NOW.minusSeconds((100 - day) * 86_400L)));
        }
        Component component = component(flapping);

        UptimeView told = Objects.requireNonNull(views.of(component, NOW, 90));
        UptimeView drawn = Objects.requireNonNull(views.of(component, NOW, 89));

        assertThat(told.bars()).hasSize(90).allMatch(bars -> bars.title() != null);
        assertThat(drawn.bars()).hasSizeLessThanOrEqualTo(2).allMatch(bars -> bars.title() == null);
        assertThat(drawn.label()).isEqualTo(told.label());
    }

    @Test
    void whatHasNoHistoryHasNoPicture() {
        assertThat(views.of(component(List.of()), NOW, 100)).isNull();
        assertThat(views.of(
                        component(List.of(new ComponentState(ComponentStatus.OPERATIONAL, NOW.plusSeconds(5)))),
                        NOW,
                        100))
                .isNull();
    }

    private UptimeView of(Instant asOf, ComponentState... history) {
        return Objects.requireNonNull(views.of(component(List.of(history)), asOf, 1_000));
    }

    private static Component component(List<ComponentState> history) {
        return new Component("cmp", 1, "Web", null, null, 1, ComponentStatus.OPERATIONAL, NOW, NOW, history);
    }

    private static ComponentState state(String since, ComponentStatus status) {
        return new ComponentState(status, at(since));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
