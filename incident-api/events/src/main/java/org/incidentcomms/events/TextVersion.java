package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An earlier wording of an update, kept so that a correction can be seen for what it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TextVersion(
        @Nullable String headline,
        String message,
        @JsonProperty("replaced_at") Instant replacedAt) {
    public TextVersion {
        Required.present(message, "message");
        Required.present(replacedAt, "replaced_at");
    }
}
