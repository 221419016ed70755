package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes what is published, kept until a second operator approves it.
 *
 * @param updateId of the update to correct, else null
 * @param ofVersion of the incident, or of the post-mortem, when it was requested; after a change of that it is refused
 * @param body of the request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishedChange(Action change, @Nullable String updateId, long ofVersion, JsonNode body)
        implements DraftCommand {

    /** Of the version that is found when it is requested. */
    public PublishedChange(Action change, @Nullable String updateId, JsonNode body) {
        this(change, updateId, 0, body);
    }

    public PublishedChange ofVersion(long version) {
        return new PublishedChange(change, updateId, version, body);
    }

    /** What is requested. */
    public enum Action {
        @JsonProperty("correct")
        CORRECT,
        @JsonProperty("edit")
        EDIT,
        @JsonProperty("reschedule")
        RESCHEDULE,
        @JsonProperty("cancel")
        CANCEL,
        @JsonProperty("postmortem")
        POSTMORTEM
    }

    @Override
    public @Nullable Publication publication() {
        return Publication.DRAFT;
    }

    @Override
    public @Nullable Instant publishAt() {
        return null;
    }

    @Override
    public Map<String, String> textsByField() {
        return Map.of();
    }
}
