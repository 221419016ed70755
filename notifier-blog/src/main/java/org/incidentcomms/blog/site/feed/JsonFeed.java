package org.incidentcomms.blog.site.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.incidentcomms.kit.wording.Company;

/** The posts as JSON Feed 1.1. */
final class JsonFeed {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Company company;

    JsonFeed(Company company) {
        this.company = company;
    }

    byte[] of(List<FeedEntry> newestFirst) {
        ObjectNode feed = JSON.createObjectNode();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", company.name() + " – incidents and maintenance");
        feed.put("home_page_url", company.statusPage() + "/blog");
        feed.put("feed_url", company.statusPage() + "/feed.json");
        feed.put("language", "en");
        feed.putArray("authors").addObject().put("name", company.signOff());
        var items = feed.putArray("items");
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
        try {
            return JSON.writeValueAsBytes(feed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("feed could not be rendered", e);
        }
    }
}
