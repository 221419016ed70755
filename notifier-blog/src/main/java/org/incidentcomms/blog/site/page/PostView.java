package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.List;
import org.incidentcomms.blog.site.page.IncidentView.WindowView;
import org.incidentcomms.blog.site.page.IncidentView.Wording;
import org.jspecify.annotations.Nullable;

/**
 * A blog post, on its own page or in the list.
 *
 * @param lang of what operators wrote, null if it is the page's
 * @param state of the incident when the post was published
 * @param scope which customers it concerned, or null
 * @param author a person, a team or the company's sign-off
 * @param html the whole text; null in a list if it is too long
 * @param excerpt used if {@code html} is null
 * @param signature null if the text is already signed
 * @param incidentHref the incident it belongs to
 * @param latest the incident's newest update if it is newer than this post
 */
public record PostView(
        String href,
        @Nullable String lang,
        String headline,
        StatusBadge state,
        @Nullable String scope,
        DisplayTime posted,
        @Nullable DisplayTime edited,
        String author,
        @Nullable RawString html,
        String excerpt,
        @Nullable String signature,
        List<Wording> history,
        String incidentHref,
        String incidentTitle,
        @Nullable WindowView window,
        @Nullable Latest latest) {

    public record Latest(String href, String headline, StatusBadge state, DisplayTime at) {}

    /**
     * The post's own page.
     *
     * @param data JSON-LD, see {@link StructuredData}
     */
    public record Page(PageMetadata frame, PostView post, List<Sibling> siblings, String data) {}

    /**
     * Another post about the same incident.
     *
     * @param current whether it is the post shown on this page
     */
    public record Sibling(String href, String headline, DisplayTime at, boolean current) {}
}
