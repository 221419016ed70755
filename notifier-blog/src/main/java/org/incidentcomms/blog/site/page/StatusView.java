package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.List;
import org.incidentcomms.blog.site.page.IncidentView.Affected;
import org.jspecify.annotations.Nullable;

/**
 * The status page.
 *
 * @param asOf when all of this was known to be so
 * @param open incidents that are not over, worst first
 * @param alsoOpen those for which there is only one line
 * @param openBeyond how many there are besides
 * @param active maintenances under way
 * @param days the last fifteen, today first
 */
public record StatusView(
        Frame frame,
        Chip overall,
        String summary,
        Moment asOf,
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

    /** @param uptime how it was, an {@link UptimeView} drawn; null where that is not known */
    public record Part(
            String name,
            @Nullable String description,
            Chip state,
            @Nullable RawString uptime) {}

    /**
     * One day's past incidents.
     *
     * @param more how many others there were, too many to list
     */
    public record Day(String date, String iso, List<IncidentLine> incidents, int more) {}

    /** The components that are not as they should be. */
    static List<Affected> affected(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.parts().stream())
                .filter(part -> !"good".equals(part.state().tone()))
                .map(part -> new Affected(part.name(), part.state()))
                .toList();
    }
}
