package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The analysis published after an incident.
 *
 * @param body Markdown, at most 100,000 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Postmortem(
        String id,
        String slug,
        String title,
        String body,
        @Nullable String author,
        @JsonProperty("published_at") Instant publishedAt,
        @JsonProperty("notify") ChannelSelection notified) {
    public Postmortem {
        Preconditions.name(id, "id");
        Preconditions.name(slug, "slug");
        Preconditions.filled(title, "title");
        Preconditions.present(body, "body");
        Preconditions.present(publishedAt, "published_at");
        notified = notified == null ? ChannelSelection.EVERYBODY : notified;
    }

    /** A copy with another selection of channels. */
    public Postmortem with(ChannelSelection choice) {
        return new Postmortem(id, slug, title, body, author, publishedAt, choice);
    }

    /** Whether it has a blog post, which is its page; the incident's page shows it in any case. */
    public boolean hasPost() {
        return notified.includes("blog");
    }
}
