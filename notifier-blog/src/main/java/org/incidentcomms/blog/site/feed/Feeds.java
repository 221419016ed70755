package org.incidentcomms.blog.site.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.text.Prose;
import org.incidentcomms.kit.wording.Company;

/** Every feed by its file's name. */
public final class Feeds {
    private final Map<String, Feed> all;

    /** Makes one feed's document. */
    public interface Feed {
        /**
         * The document, UTF-8.
         *
         * @param newestFirst what it tells
         * @param whenEmpty its time of change as long as there is nothing to tell
         */
        byte[] of(List<Post> newestFirst, Instant whenEmpty);
    }

    public Feeds(Company company, Prose prose) {
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
