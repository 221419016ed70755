package org.incidentcomms.api.component;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.api.request.QueryNumber;
import org.jspecify.annotations.Nullable;

/** Computes the uptime of components from their status history. */
@ApplicationScoped
public class Uptimes {
    private static final int USUAL = 90;
    private static final int MOST = 366;

    private final Components components;
    private final StateChangeStore history;
    private final ZoneId zone;
    private final Clock clock;

    Uptimes(
            Components components,
            StateChangeStore history,
            @ConfigProperty(name = "company.time.zone") ZoneId zone,
            Clock clock) {
        this.components = components;
        this.history = history;
        this.zone = zone;
        this.clock = clock;
    }

    /** @param days as requested, including today; default 90 */
    public Uptime of(String componentId, @Nullable String days) {
        int count = QueryNumber.of("days", days, USUAL, MOST);
        components.get(componentId);
        Instant now = clock.instant();
        LocalDate first = now.atZone(zone).toLocalDate().minusDays(count - 1L);
        var states =
                history.since(List.of(componentId), first.atStartOfDay(zone).toInstant(), Integer.MAX_VALUE);
        return Uptime.of(componentId, states.getOrDefault(componentId, List.of()), count, zone, now);
    }
}
