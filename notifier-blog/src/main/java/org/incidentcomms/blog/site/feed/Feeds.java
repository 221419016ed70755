package org.incidentcomms.blog.site.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.text.MarkdownRenderer;
import org.incidentcomms.kit.wording.Company;

/** All feeds by file name. */
public final class Feeds {
    private final Map<String, Feed> all;

    /** Renders one feed. */
    public interface Feed {
        /**
         * Renders the document in UTF-8.
         *
         * @param newestFirst the entries
         * @param whenEmpty the feed's time of change while it has no entry
         */
        byte[] of(List<Post> newestFirst, Instant whenEmpty);
    }

    public Feeds(Company company, MarkdownRenderer prose) {
        AtomFeed atom = new AtomFeed(company);
        RssFeed rss = new RssFeed(company);
        JsonFeed json = new JsonFeed(company);
        this.all = Map.of(
                "feed.atom", (posts, whenEmpty) -> atom.of(FeedEntry.of(posts, company, prose), whenEmpty),
                "feed.rss", (posts, whenEmpty) -> rss.of(FeedEntry.of(posts, company, prose), whenEmpty),
                "feed.json", (posts, whenEmpty) -> json.of(FeedEntry.of(posts, company, prose)));
    }

    public Map<String, Feed> all() {
        return all;
    }
}
