package org.incidentcomms.blog.site.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentDay;
import org.incidentcomms.events.StatusDurations;
import org.jspecify.annotations.Nullable;

/**
 * The page that tells each component's uptime in numbers.
 *
 * @param periods in days, including today
 * @param rows one per component, with a cell for each period
 */
public record UptimeNumbers(PageMetadata frame, List<Integer> periods, List<Row> rows) {
    static final List<Integer> PERIODS = List.of(30, 90, 365);

    /**
     * @param feed path of the component's feeds below the site's base, without the extension; it never changes
     * @param cells null where nothing is known
     */
    public record Row(String name, String feed, List<@Nullable Cell> cells) {}

    /**
     * @param since first day that is known, if it is later than the period's first; else null
     */
    public record Cell(String percent, @Nullable String since) {}

    static List<Row> rows(List<Component> components, TimeFormats formats, Instant asOf) {
        return components.stream()
                .map(component -> new Row(
                        component.name(), "/components/" + component.id() + "/feed", cells(component, formats, asOf)))
                .toList();
    }

    private static List<@Nullable Cell> cells(Component component, TimeFormats formats, Instant asOf) {
        List<ComponentDay> days = ComponentDay.of(component.history(), PERIODS.getLast(), formats.zone(), asOf);
        List<@Nullable Cell> cells = new ArrayList<>();
        for (int period : PERIODS) {
            cells.add(cell(days.subList(days.size() - period, days.size()), formats));
        }
        return cells;
    }

    private static @Nullable Cell cell(List<ComponentDay> days, TimeFormats formats) {
        BigDecimal percent = StatusDurations.of(days).uptimePercent();
        if (percent == null) {
            return null;
        }
        LocalDate known = days.stream()
                .filter(day -> day.seconds().known() > 0)
                .findFirst()
                .orElseThrow()
                .date();
        boolean isWhole = known.equals(days.getFirst().date());
        LocalDate today = days.getLast().date();
        return new Cell(formats.percent(percent), isWhole ? null : formats.shortly(known, today));
    }
}
