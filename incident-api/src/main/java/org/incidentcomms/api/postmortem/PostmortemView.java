package org.incidentcomms.api.postmortem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.PageLinks;
import org.incidentcomms.api.postmortem.PostmortemStore.Written;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.jspecify.annotations.Nullable;

/** A post-mortem in the API: the draft, and the published version. */
@Schema(name = "Postmortem")
public record PostmortemView(
        String incidentId,
        State state,
        long version,
        String title,

        @Schema(description = "Markdown.") String body,

        @Nullable String author,
        @JsonProperty("notify") @Nullable NotifyChoice notified,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = PostmortemTranslation.TRANSLATIONS) @Nullable Map<String, PostmortemTranslation> translations,

        @Schema(description = "Public URL; null while it is not published.") @Nullable String url,

        Instant updatedAt,

        @Schema(description = "The published text; null while there is only a draft.") @Nullable Postmortem published) {

    /** The relation between draft and published version. */
    public enum State {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("published")
        PUBLISHED,
        /** Published, and edited since. */
        @JsonProperty("changed")
        CHANGED
    }

    /** @param isAsWritten whether the published version equals the draft */
    static PostmortemView of(Postmortems.Shown shown, PageLinks links, boolean isAsWritten) {
        Written written = shown.written();
        Incident incident = shown.incident().document();
        Postmortem published = incident.postmortem();
        WritePostmortem fields = written.fields();
        return new PostmortemView(
                incident.id(),
                state(published, isAsWritten),
                written.version(),
                fields.title(),
                fields.body(),
                fields.author(),
                fields.notified(),
                fields.translations(),
                published == null ? null : links.of(incident, published),
                written.updatedAt(),
                IncidentView.shown(published));
    }

    private static State state(@Nullable Postmortem published, boolean isAsWritten) {
        if (published == null) {
            return State.DRAFT;
        }
        return isAsWritten ? State.PUBLISHED : State.CHANGED;
    }
}
