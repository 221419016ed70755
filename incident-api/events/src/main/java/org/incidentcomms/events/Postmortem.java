package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The analysis published after an incident.
 *
 * @param body Markdown, at most 100,000 characters
 * @param translations its texts in other languages, by language tag; see {@link #in}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Postmortem(
        String id,
        String slug,
        String title,
        String body,
        @Nullable String author,
        @JsonProperty("published_at") Instant publishedAt,
        @JsonProperty("notify") ChannelSelection notified,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Translation> translations) {
    /**
     * A post-mortem's texts in one other language; a null one is not translated.
     *
     * @param body Markdown, at most 100,000 characters
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Translation(
            @Nullable String title, @Nullable String body) {}

    public Postmortem {
        Preconditions.name(id, "id");
        Preconditions.name(slug, "slug");
        Preconditions.filled(title, "title");
        Preconditions.present(body, "body");
        Preconditions.present(publishedAt, "published_at");
        notified = notified == null ? ChannelSelection.EVERYBODY : notified;
        translations = Translations.copyOf(translations);
    }

    /** One without translations. */
    public Postmortem(
            String id,
            String slug,
            String title,
            String body,
            @Nullable String author,
            Instant publishedAt,
            ChannelSelection notified) {
        this(id, slug, title, body, author, publishedAt, notified, Map.of());
    }

    /** A copy with another selection of channels. */
    public Postmortem with(ChannelSelection choice) {
        return new Postmortem(id, slug, title, body, author, publishedAt, choice, translations);
    }

    /** A copy whose texts are those in {@code language}, where there are such; else this one. */
    public Postmortem in(String language) {
        return Translations.find(translations, language)
                .map(found -> new Postmortem(
                        id,
                        slug,
                        found.title() == null ? title : found.title(),
                        found.body() == null ? body : found.body(),
                        author,
                        publishedAt,
                        notified,
                        translations))
                .orElse(this);
    }

    /** Whether its body is translated into {@code language}. */
    public boolean speaks(String language) {
        return Translations.find(translations, language)
                .filter(found -> found.body() != null)
                .isPresent();
    }

    /** Whether it has a blog post, which is its page; the incident's page shows it in any case. */
    public boolean hasPost() {
        return notified.includes("blog");
    }
}
