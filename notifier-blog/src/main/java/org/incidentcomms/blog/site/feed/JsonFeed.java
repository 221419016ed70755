package org.incidentcomms.blog.site.feed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.blog.site.text.JsonText;

/** JSON Feed 1.1. */
final class JsonFeed implements FeedFormat {
    @Override
    public String extension() {
        return "json";
    }

    @Override
    public byte[] of(FeedInfo feed, List<FeedEntry> newestFirst, Instant whenEmpty) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("version", "https://jsonfeed.org/version/1.1");
        document.put("title", feed.title());
        document.put("home_page_url", feed.home());
        document.put("feed_url", feed.self(this));
        if (feed.hub() != null) {
            document.putArray("hubs")
                    .addObject()
                    .put("type", "WebSub")
                    .put("url", feed.hub().toString());
        }
        document.put("language", feed.language());
        document.putArray("authors").addObject().put("name", feed.author());
        var items = document.putArray("items");
        for (FeedEntry entry : newestFirst) {
            ObjectNode item = items.addObject();
            item.put("id", entry.id());
            item.put("url", entry.url());
            item.put("title", entry.title());
            item.put("content_html", entry.html());
            item.put("date_published", entry.published().toString());
            item.put("date_modified", entry.updated().toString());
            item.putArray("authors").addObject().put("name", entry.author());
            item.putArray("tags").add(entry.category());
        }
        return JsonText.bytes(document);
    }
}
