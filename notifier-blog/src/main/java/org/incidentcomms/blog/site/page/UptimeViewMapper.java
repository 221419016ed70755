package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.incidentcomms.blog.site.page.UptimeView.Bars;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentDay;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.StatusDurations;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.StatusLabels;
import org.jspecify.annotations.Nullable;

/**
 * Maps components' history to uptime bars. Consecutive equal days without incidents are one line, every other day is a
 * line of its own with a title, so that a page of many components stays small; for the same reason the number of titles
 * per page is limited.
 *
 * <p>Rendered images are cached until the component or the minute changes, because most events change neither. Not
 * thread-safe.
 */
final class UptimeViewMapper {
    static final int DAYS = 90;
    static final int RECENT_DAYS = 30;
    /** Limit of titles on a page: about 50 KB. */
    private static final int TITLES = 500;

    /** Planned maintenance does not count as downtime. */
    private static final List<ComponentStatus> WORST_FIRST = List.of(
            ComponentStatus.MAJOR_OUTAGE,
            ComponentStatus.PARTIAL_OUTAGE,
            ComponentStatus.DEGRADED_PERFORMANCE,
            ComponentStatus.UNDER_MAINTENANCE,
            ComponentStatus.OPERATIONAL);

    private static final List<ComponentStatus> TROUBLE = WORST_FIRST.subList(0, 4);

    private final TimeFormats clock;
    private final MessageBundle words;
    private Map<String, Drawn> drawn = Map.of();

    UptimeViewMapper(TimeFormats clock, MessageBundle words) {
        this.clock = clock;
        this.words = words;
    }

    /**
     * One rendered image.
     *
     * @param titlesLeft the limit it was rendered with
     * @param titles number of titles it uses
     * @param html null if there is no history
     */
    private record Drawn(
            Component component,
            Instant asOf,
            int titlesLeft,
            int titles,
            @Nullable RawString html) {

        /** Events may arrive in another order, so the output must not depend on what was rendered before. */
        @SuppressWarnings("ReferenceEquality") // histories are long, and each event carries its own component instance
        boolean isStill(Component other, Instant otherAsOf, int otherTitlesLeft) {
            boolean hasItsTitles = titles > 0 || html == null;
            return component == other
                    && asOf.equals(otherAsOf)
                    && (hasItsTitles ? titles <= otherTitlesLeft : otherTitlesLeft <= titlesLeft);
        }
    }

    /** The images by component id; components without history are left out. */
    Map<String, RawString> of(List<Component> components, Instant asOf) {
        Map<String, Drawn> now = new HashMap<>();
        Map<String, RawString> shown = new HashMap<>();
        int titlesLeft = TITLES;
        for (Component component : components) {
            Drawn before = drawn.get(component.id());
            Drawn picture = before != null && before.isStill(component, asOf, titlesLeft)
                    ? before
                    : draw(component, asOf, titlesLeft);
            now.put(component.id(), picture);
            titlesLeft -= picture.titles();
            if (picture.html() != null) {
                shown.put(component.id(), picture.html());
            }
        }
        drawn = now;
        return shown;
    }

    private Drawn draw(Component component, Instant asOf, int titlesLeft) {
        UptimeView view = of(component, asOf, titlesLeft);
        if (view == null) {
            return new Drawn(component, asOf, titlesLeft, 0, null);
        }
        boolean titled = view.bars().getFirst().title() != null;
        RawString html = new RawString(Templates.uptime(view).render());
        return new Drawn(component, asOf, titlesLeft, titled ? view.bars().size() : 0, html);
    }

    /** Consecutive equal days; {@code state} is their worst status, or null if unknown. */
    private record Run(int first, int last, @Nullable ComponentStatus state) {}

    /**
     * Null if there is no history.
     *
     * @param titles maximum number of titles; if that is too few, none are rendered
     */
    @Nullable UptimeView of(Component component, Instant asOf, int titles) {
        if (component.history().isEmpty()) {
            return null;
        }
        List<ComponentDay> days = ComponentDay.of(component.history(), DAYS, clock.zone(), asOf);
        BigDecimal percent = StatusDurations.of(days).uptimePercent();
        if (percent == null) {
            return null;
        }
        BigDecimal recent =
                StatusDurations.of(days.subList(DAYS - RECENT_DAYS, DAYS)).uptimePercent();
        List<Run> runs = runs(days);
        return new UptimeView(
                label(days, percent),
                uptime(percent),
                recent == null || recent.equals(percent) ? null : uptime(recent),
                runs.size() <= titles
                        ? runs.stream().map(run -> titled(run, days)).toList()
                        : byTone(runs));
    }

    private static List<Run> runs(List<ComponentDay> days) {
        List<Run> runs = new ArrayList<>();
        for (int day = 0; day < days.size(); day++) {
            ComponentStatus worst = worst(days.get(day).seconds());
            Run before = runs.isEmpty() ? null : runs.getLast();
            if (before != null && day == DAYS - 1 && worst == null) {
                worst = before.state(); // the first moment of today
            }
            if (before != null && before.state() == worst && (worst == null || !TROUBLE.contains(worst))) {
                runs.removeLast();
                runs.add(new Run(before.first(), day, worst));
            } else {
                runs.add(new Run(day, day, worst));
            }
        }
        return runs;
    }

    private static @Nullable ComponentStatus worst(StatusDurations seconds) {
        return WORST_FIRST.stream()
                .filter(status -> seconds.of(status) > 0)
                .findFirst()
                .orElse(null);
    }

    private static List<Bars> byTone(List<Run> runs) {
        Map<String, StringBuilder> paths = new LinkedHashMap<>();
        runs.forEach(run ->
                paths.computeIfAbsent(tone(run), tone -> new StringBuilder()).append(path(run)));
        return paths.entrySet().stream()
                .map(entry -> new Bars(entry.getKey(), entry.getValue().toString(), null))
                .toList();
    }

    private Bars titled(Run run, List<ComponentDay> days) {
        LocalDate today = days.getLast().date();
        ComponentDay first = days.get(run.first());
        String when = run.first() == run.last()
                ? clock.shortly(first.date(), today)
                : clock.shortly(first.date(), today) + " – "
                        + clock.shortly(days.get(run.last()).date(), today);
        return new Bars(tone(run), path(run), words.text("sentence", when, told(run, first.seconds())));
    }

    /** "partial outage 1 h 12 min, 98.5 %". */
    private String told(Run run, StatusDurations seconds) {
        if (run.state() == null) {
            return words.text("uptime.unknown");
        }
        String trouble = TROUBLE.stream()
                .filter(status -> seconds.of(status) > 0)
                .map(status -> label(status) + " " + clock.brief(Duration.ofSeconds(seconds.of(status))))
                .collect(Collectors.joining(words.text("list.separator")));
        BigDecimal percent = seconds.uptimePercent();
        return trouble.isEmpty() || percent == null
                ? label(run.state())
                : trouble + words.text("list.separator") + clock.percent(percent);
    }

    private String label(List<ComponentDay> days, BigDecimal percent) {
        LocalDate today = days.getLast().date();
        LocalDate known = days.stream()
                .filter(day -> day.seconds().known() > 0)
                .findFirst()
                .orElseThrow()
                .date();
        List<ComponentDay> outages = days.stream()
                .filter(day -> day.seconds().major() + day.seconds().partial() > 0)
                .toList();
        String whole = known.equals(days.getFirst().date())
                ? words.text("uptime.within", clock.percent(percent), DAYS)
                : words.text("uptime.since", clock.percent(percent), clock.shortly(known, today));
        return switch (outages.size()) {
            case 0 -> whole;
            case 1 ->
                words.text(
                        "uptime.outage", whole, clock.shortly(outages.getFirst().date(), today));
            default ->
                words.text(
                        "uptime.outages",
                        whole,
                        outages.size(),
                        clock.shortly(outages.getLast().date(), today));
        };
    }

    private static String tone(Run run) {
        return run.state() == null ? "none" : StatusBadges.tone(run.state());
    }

    private static String path(Run run) {
        return "M" + run.first() + " 0h" + (run.last() - run.first() + 1);
    }

    /** Within a sentence: German nouns keep their capital. */
    private String label(ComponentStatus status) {
        String label = StatusLabels.of(status, words.language());
        return words.language() == Language.GERMAN ? label : label.toLowerCase(Locale.ROOT);
    }

    private String uptime(BigDecimal percent) {
        return words.text("uptime", clock.percent(percent));
    }
}
