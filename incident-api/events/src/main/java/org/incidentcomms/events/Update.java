package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One update of an incident.
 *
 * @param slug path segment of its blog post, never reused
 * @param headline its own title, or null if the incident's title and status suffice
 * @param message Markdown, at most 25,000 characters
 * @param author its signature (a person or a team), or null for the company's sign-off
 * @param components the changes this update made to components
 * @param revision number of announced corrections
 * @param history earlier versions of its text, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Update(
        String id,
        String slug,
        Status status,
        @Nullable String headline,
        String message,
        @Nullable String author,
        List<ComponentChange> components,
        @JsonProperty("posted_at") Instant postedAt,
        @JsonProperty("edited_at") @Nullable Instant editedAt,
        int revision,
        @JsonProperty("notify") ChannelSelection notified,
        ChannelTexts texts,
        List<Revision> history) {
    public Update {
        Preconditions.name(id, "id");
        Preconditions.name(slug, "slug");
        Preconditions.present(status, "status");
        Preconditions.present(message, "message");
        Preconditions.present(postedAt, "posted_at");
        Preconditions.notNegative(revision, "revision");
        components = components == null ? List.of() : List.copyOf(components);
        notified = notified == null ? ChannelSelection.EVERYBODY : notified;
        texts = texts == null ? ChannelTexts.COMPOSED : texts;
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** Whether it has a blog post, which is its page; the incident's page shows it in any case. */
    public boolean hasPost() {
        return notified.includes("blog");
    }
}
