package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/** An incident or a maintenance in the API. */
@Schema(name = "Incident")
public record IncidentView(
        String id,
        String slug,
        long version,
        IncidentKind kind,
        String title,
        Status status,
        Impact impact,
        List<AffectedComponent> components,
        String url,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Maintenance only.") @Nullable Instant startsAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Maintenance only.") @Nullable Instant endsAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Maintenance only: IANA zone in which the window is displayed.")
        @Nullable String timeZone,

        Instant startedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant resolvedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Oldest first. Lists contain latest_update instead.")
        @Nullable List<UpdateView> updates,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Lists only.") @Nullable UpdateView latestUpdate,

        @Nullable Postmortem postmortem,

        @Schema(enumeration = "published") Publication publication)
        implements ListItem {

    /** With all updates. */
    public static IncidentView whole(Incident incident, PageLinks links) {
        List<UpdateView> updates = incident.updates().stream()
                .map(update -> UpdateView.of(incident, update, links))
                .toList();
        return of(incident, links, updates, null);
    }

    /** As a list item. */
    public static IncidentView listed(Incident incident, @Nullable Update latest, PageLinks links) {
        return of(incident, links, null, latest == null ? null : UpdateView.of(incident, latest, links));
    }

    private static IncidentView of(
            Incident incident, PageLinks links, @Nullable List<UpdateView> updates, @Nullable UpdateView latest) {
        Window window = incident.window();
        return new IncidentView(
                incident.id(),
                incident.slug(),
                incident.version(),
                incident.kind(),
                incident.title(),
                incident.status(),
                incident.impact(),
                incident.components(),
                links.of(incident),
                window == null ? null : window.startsAt(),
                window == null ? null : window.endsAt(),
                window == null ? null : window.timeZone().getId(),
                incident.startedAt(),
                incident.createdAt(),
                incident.updatedAt(),
                incident.resolvedAt(),
                updates,
                latest,
                shown(incident.postmortem()),
                Publication.PUBLISHED);
    }

    /** A published post-mortem for callers: its {@code notify} contains channel names only. */
    public static @Nullable Postmortem shown(@Nullable Postmortem published) {
        return published == null ? null : published.with(published.notified().named());
    }
}
