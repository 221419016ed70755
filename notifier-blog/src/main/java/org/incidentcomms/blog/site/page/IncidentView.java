package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident or maintenance as shown on pages.
 *
 * @param lang of the title, null if it is the page's
 * @param scope which customers it concerns, or null
 * @param written language of what operators write in one only, as the scope and earlier wordings; null if it is the page's
 * @param nextUpdate by when the next update is promised, or null
 * @param impact null if nothing is affected, and for maintenance
 * @param planned a maintenance that has not begun: nothing is affected yet
 * @param ended null while it is open
 * @param length duration, null while it is open
 * @param affected with the status it last gave them
 * @param affectedNames their names as a list in a sentence
 * @param updates newest first, possibly truncated
 * @param window for a maintenance
 * @param more number of older updates left out
 */
public record IncidentView(
        String href,
        @Nullable String lang,
        String title,
        boolean maintenance,
        boolean planned,
        StatusBadge state,
        @Nullable String scope,
        @Nullable String written,
        @Nullable DisplayTime nextUpdate,
        @Nullable StatusBadge impact,
        DisplayTime began,
        @Nullable DisplayTime ended,
        @Nullable String length,
        List<Affected> affected,
        String affectedNames,
        List<UpdateView> updates,
        @Nullable WindowView window,
        @Nullable Analysis postmortem,
        int more) {

    public record Affected(String name, StatusBadge state) {}

    /** A component's status change. */
    public record Change(String name, StatusBadge from, StatusBadge to) {}

    /** An earlier wording of an update. */
    public record Wording(@Nullable String headline, RawString html, DisplayTime replaced) {}

    /**
     * The post-mortem.
     *
     * @param post URL of its blog post, or null
     * @param lang of headline and text, null if it is the page's
     * @param signature a person, a team or the company's sign-off; null if the text is already signed
     */
    public record Analysis(
            @Nullable String post,
            @Nullable String lang,
            String headline,
            DisplayTime at,
            RawString html,
            @Nullable String signature) {}

    /**
     * A maintenance's window.
     *
     * @param zone time zone of the sentence
     * @param before the previous window if it was rescheduled, or null
     */
    public record WindowView(
            String sentence,
            String startsIso,
            String endsIso,
            String zone,
            @Nullable String before) {}

    /**
     * One update.
     *
     * @param anchor fragment of the incident's page
     * @param lang of headline and text, null if it is the page's
     * @param headline its own, or null
     * @param changes components whose status it changed
     * @param history earlier wordings, newest first
     * @param post URL of its blog post, or null
     */
    public record UpdateView(
            String anchor,
            @Nullable String lang,
            StatusBadge state,
            @Nullable String scope,
            @Nullable String headline,
            RawString html,
            DisplayTime at,
            @Nullable DisplayTime edited,
            @Nullable String author,
            List<Change> changes,
            List<Wording> history,
            @Nullable String post) {}
}
