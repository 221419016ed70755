package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = UpdateTranslation.TITLES)
        Map<String, String> titleTranslations,

        Status status,
        Impact impact,
        List<AffectedComponent> components,
        String url,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = Outlook.SCOPE) @Nullable String scope,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "By when the next update is promised; absent where nothing is.")
        @Nullable Instant nextUpdateAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Whether a post-mortem was promised and is not published; absent for false.")
        @Nullable Boolean analysisPromised,

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

        @Schema(description = "Ids of the groups it is limited to; empty for everybody.")
        List<String> audience,

        @JsonProperty("public")
        @Schema(description = "Whether the status page, blog, feeds and mirrors show it; if not, its URLs answer 404.")
        boolean isPublic,

        @Schema(enumeration = "published") Publication publication)
        implements ListItem {

    /** With all updates. */
    public static IncidentView whole(Incident incident, PageLinks links) {
        List<UpdateView> updates = incident.updates().stream()
                .map(update -> UpdateView.of(incident, update, links))
                .toList();
        return of(
                incident,
                incident.newest().orElse(null),
                IncidentStore.promisesAnalysis(incident),
                links,
                updates,
                null);
    }

    /** As a list item. */
    static IncidentView listed(IncidentStore.Listed listed, PageLinks links) {
        Incident incident = listed.incident();
        Update latest = listed.latest();
        return of(
                incident,
                latest,
                listed.analysisPromised(),
                links,
                null,
                latest == null ? null : UpdateView.of(incident, latest, links));
    }

    private static IncidentView of(
            Incident incident,
            @Nullable Update newest,
            boolean analysisPromised,
            PageLinks links,
            @Nullable List<UpdateView> updates,
            @Nullable UpdateView latest) {
        Window window = incident.window();
        return new IncidentView(
                incident.id(),
                incident.slug(),
                incident.version(),
                incident.kind(),
                incident.title(),
                incident.titleTranslations(),
                incident.status(),
                incident.impact(),
                incident.components(),
                links.of(incident),
                newest == null ? null : newest.scope(),
                newest == null || incident.status().isTerminal() ? null : newest.nextUpdateAt(),
                analysisPromised ? true : null,
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
                incident.audience(),
                incident.isShownPublicly(),
                Publication.PUBLISHED);
    }

    /** A published post-mortem for callers: its {@code notify} contains channel names only. */
    public static @Nullable Postmortem shown(@Nullable Postmortem published) {
        return published == null ? null : published.with(published.notified().named());
    }
}
