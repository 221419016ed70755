package org.incidentcomms.blog.site.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Views of the list pages: blog, history and maintenance. */
public final class ListView {
    private ListView() {}

    /**
     * Links to the neighbouring pages of a list.
     *
     * @param newer null on the newest page
     * @param older null on the oldest
     */
    public record Pager(@Nullable String newer, @Nullable String older) {}

    public record Blog(PageMetadata frame, List<PostView> posts, Pager pager) {}

    public record Month(String name, List<IncidentLine> incidents) {}

    public record History(PageMetadata frame, List<Month> months, Pager pager) {}

    /**
     * @param calendar the months with maintenance that is not over
     */
    public record Maintenance(
            PageMetadata frame,
            List<Calendar> calendar,
            List<IncidentView> active,
            List<IncidentView> upcoming,
            List<IncidentLine> past) {}

    /**
     * The page to search.
     *
     * @param components to choose one from
     * @param archived number of parts of the index besides the newest
     */
    public record Search(PageMetadata frame, List<SignUpForm.Choice> components, int archived) {}

    /**
     * The page a load balancer shows.
     *
     * @param css inlined, because no other file can be requested
     * @param feed absolute URL
     * @param title of the open incident or maintenance, or null
     * @param said the newest update of the open incident, or null
     */
    public record Unavailable(
            Site site,
            String css,
            String feed,
            @Nullable String title,
            @Nullable String said,
            @Nullable DisplayTime at,
            @Nullable String window) {}
}
