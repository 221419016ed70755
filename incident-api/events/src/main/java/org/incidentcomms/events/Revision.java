package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier version of an update's text, kept to show what a correction changed. Two consecutive ones may differ in
 * author and channel texts alone, which pages do not show.
 *
 * @param author its signature; known only if {@code texts} is
 * @param texts its texts for single channels, or null if it was stored before these were kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Revision(
        @Nullable String headline,
        String message,
        @Nullable String author,
        @Nullable ChannelTexts texts,
        @JsonProperty("replaced_at") Instant replacedAt) {
    public Revision {
        Preconditions.present(message, "message");
        Preconditions.present(replacedAt, "replaced_at");
    }

    /** A revision without author and texts. */
    public Revision(@Nullable String headline, String message, Instant replacedAt) {
        this(headline, message, null, null, replacedAt);
    }
}
