package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.jspecify.annotations.Nullable;

/** An update in the API. */
@Schema(name = "Update")
public record UpdateView(
        String id,
        String incidentId,
        String slug,
        String url,
        Status status,
        @Nullable String headline,
        String message,
        @Nullable String author,
        List<ComponentChange> components,
        Instant postedAt,
        @Nullable Instant editedAt,

        @Schema(description = "Number of announced corrections.")
        int revision,

        @JsonProperty("notify") Map<String, Boolean> notified,
        Map<String, String> texts,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = UpdateTranslation.TRANSLATIONS)
        Map<String, UpdateTranslation> translations,

        @Schema(
                description = "Earlier versions, oldest first, with authors and channel texts. Versions stored by "
                        + "early releases have no texts.")
        List<Revision> history,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = Outlook.SCOPE) @Nullable String scope,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "By when it promised the next update.")
        @Nullable Instant nextUpdateAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Whether it promised a post-mortem; absent for false.")
        @Nullable Boolean analysisPromised,

        @Schema(enumeration = "published") Publication publication) {

    static UpdateView of(Incident incident, Update update, PageLinks links) {
        return new UpdateView(
                update.id(),
                incident.id(),
                update.slug(),
                links.of(incident, update),
                update.status(),
                update.headline(),
                update.message(),
                update.author(),
                update.components(),
                update.postedAt(),
                update.editedAt(),
                update.revision(),
                update.notified().named().channels(),
                update.texts().byName(),
                UpdateTranslation.of(update),
                update.history(),
                update.scope(),
                update.nextUpdateAt(),
                update.analysisPromised(),
                Publication.PUBLISHED);
    }
}
