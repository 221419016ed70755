package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier wording of an update, kept so that a correction can be seen for what it is. Two that follow each other may
 * differ in author and channel texts alone, which pages do not show.
 *
 * @param author who signed it; known only where {@code texts} is
 * @param texts its words for single channels, or null where it was kept before these were
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

    /** One of which neither author nor texts were kept. */
    public Revision(@Nullable String headline, String message, Instant replacedAt) {
        this(headline, message, null, null, replacedAt);
    }
}
