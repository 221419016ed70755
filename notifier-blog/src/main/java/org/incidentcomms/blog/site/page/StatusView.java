package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.List;
import org.incidentcomms.blog.site.page.IncidentView.Affected;
import org.jspecify.annotations.Nullable;

/**
 * The status page.
 *
 * @param asOf when this content was known to be current
 * @param open open incidents, worst first
 * @param alsoOpen further open incidents, one line each
 * @param openBeyond number of open incidents not listed
 * @param active maintenances in progress
 * @param days the last fifteen, today first
 */
public record StatusView(
        PageMetadata frame,
        StatusBadge overall,
        String summary,
        DisplayTime asOf,
        List<IncidentView> open,
        List<IncidentLine> alsoOpen,
        int openBeyond,
        List<IncidentView> active,
        List<Group> groups,
        List<IncidentView> upcoming,
        List<Day> days) {

    /**
     * Components under one heading.
     *
     * @param name null for those without a group
     */
    public record Group(@Nullable String name, List<Part> parts) {}

    /**
     * @param uptime HTML of the {@link UptimeView}; null if there is no history
     */
    public record Part(
            String name,
            @Nullable String description,
            StatusBadge state,
            @Nullable RawString uptime) {}

    /**
     * One day's past incidents.
     *
     * @param more number of incidents not listed
     */
    public record Day(String date, String iso, List<IncidentLine> incidents, int more) {}

    /** The components that are not operational. */
    static List<Affected> affected(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.parts().stream())
                .filter(part -> !"good".equals(part.state().tone()))
                .map(part -> new Affected(part.name(), part.state()))
                .toList();
    }
}
