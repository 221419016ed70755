package org.incidentcomms.api.postmortem;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.PageLinks;
import org.incidentcomms.api.postmortem.PostmortemStore.Written;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.jspecify.annotations.Nullable;

/** A post-mortem, as the API shows it: what is being written, and beside it what customers see. */
@Schema(name = "Postmortem")
public record PostmortemView(
        String incidentId,
        State state,
        long version,
        String title,

        @Schema(description = "Markdown.") String body,

        @Nullable String author,
        @JsonProperty("notify") @Nullable NotifyChoice notified,

        @Schema(description = "Public URL; null while it is not published.") @Nullable String url,

        Instant updatedAt,

        @Schema(description = "The published text; null while there is only a draft.") @Nullable Postmortem published) {

    /** How what is written and what is published stand to each other. */
    public enum State {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("published")
        PUBLISHED,
        /** Published, and written anew since. */
        @JsonProperty("changed")
        CHANGED
    }

    /** @param isAsWritten whether what is published says what is written */
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
