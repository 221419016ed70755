package org.incidentcomms.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param scope which customers it concerns, in a few words such as "Some customers", or null
 * @param nextUpdateAt by when the next update is promised, or null; see {@link Incident#nextUpdateAt}
 * @param analysisPromised whether it promises a post-mortem; null for false
 * @param translations its texts in other languages, by language tag; see {@link #in}
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
        List<Revision> history,
        @Nullable String scope,
        @JsonProperty("next_update_at") @Nullable Instant nextUpdateAt,
        @JsonProperty("analysis_promised") @Nullable Boolean analysisPromised,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Translation> translations) {
    /**
     * An update's texts in one other language; a null one is not translated.
     *
     * @param message Markdown, at most 25,000 characters
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Translation(
            @Nullable String headline, @Nullable String message) {}

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
        translations = Translations.copyOf(translations);
    }

    /** One without scope, promises and translations. */
    public Update(
            String id,
            String slug,
            Status status,
            @Nullable String headline,
            String message,
            @Nullable String author,
            List<ComponentChange> components,
            Instant postedAt,
            @Nullable Instant editedAt,
            int revision,
            ChannelSelection notified,
            ChannelTexts texts,
            List<Revision> history) {
        this(
                id,
                slug,
                status,
                headline,
                message,
                author,
                components,
                postedAt,
                editedAt,
                revision,
                notified,
                texts,
                history,
                null,
                null,
                null,
                Map.of());
    }

    /** A copy with this scope and these promises. */
    public Update with(@Nullable String newScope, @Nullable Instant newNextUpdateAt, boolean promised) {
        return new Update(
                id,
                slug,
                status,
                headline,
                message,
                author,
                components,
                postedAt,
                editedAt,
                revision,
                notified,
                texts,
                history,
                newScope,
                newNextUpdateAt,
                promised ? true : null,
                translations);
    }

    /** A copy with these translations. */
    public Update translated(Map<String, Translation> newTranslations) {
        return wording(headline, message, texts, newTranslations);
    }

    /**
     * A copy whose texts are those in {@code language} (a tag such as {@code de}), where there are such; else this one. A
     * text for a single channel is not translated, so what is translated is composed.
     */
    public Update in(String language) {
        return Translations.find(translations, language)
                .map(found -> wording(
                        found.headline() == null ? headline : found.headline(),
                        found.message() == null ? message : found.message(),
                        ChannelTexts.COMPOSED,
                        translations))
                .orElse(this);
    }

    /** Whether its message is translated into {@code language}. */
    public boolean speaks(String language) {
        return Translations.find(translations, language)
                .filter(found -> found.message() != null)
                .isPresent();
    }

    private Update wording(
            @Nullable String newHeadline,
            String newMessage,
            ChannelTexts newTexts,
            Map<String, Translation> newTranslations) {
        return new Update(
                id,
                slug,
                status,
                newHeadline,
                newMessage,
                author,
                components,
                postedAt,
                editedAt,
                revision,
                notified,
                newTexts,
                history,
                scope,
                nextUpdateAt,
                analysisPromised,
                newTranslations);
    }

    /** Whether it promises a post-mortem. */
    public boolean promisesAnalysis() {
        return Boolean.TRUE.equals(analysisPromised);
    }

    /** Whether it has a blog post, which is its page; the incident's page shows it in any case. */
    public boolean hasPost() {
        return notified.includes("blog");
    }
}
