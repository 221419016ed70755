package org.incidentcomms.blog.site.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages that list things: blog, history and maintenance. */
public final class ListView {
    private ListView() {}

    /**
     * Where to go on from a page of a list.
     *
     * @param newer null on the newest page
     * @param older null on the oldest
     */
    public record Pager(@Nullable String newer, @Nullable String older) {}

    public record Blog(Frame frame, List<PostView> posts, Pager pager) {}

    public record Month(String name, List<IncidentLine> incidents) {}

    public record History(Frame frame, List<Month> months, Pager pager) {}

    public record Maintenance(
            Frame frame, List<IncidentView> active, List<IncidentView> upcoming, List<IncidentLine> past) {}

    /**
     * The page a load balancer shows.
     *
     * @param css inline, for nothing else can be asked for
     * @param said the newest word about what is going on, or null
     */
    public record Unavailable(
            Site site,
            String css,
            @Nullable String said,
            @Nullable Moment at,
            @Nullable String window) {}
}
