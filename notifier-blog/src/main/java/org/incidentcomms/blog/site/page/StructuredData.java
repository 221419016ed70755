package org.incidentcomms.blog.site.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.incidentcomms.blog.site.model.Post;
import org.incidentcomms.blog.site.text.JsonText;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * Describes a page to search engines as JSON-LD in the terms of schema.org: an incident and a post as NewsArticle, a
 * maintenance as Event. The text may stand in a script element, as it holds no {@code <}.
 */
final class StructuredData {
    private final Site site;

    StructuredData(Site site) {
        this.site = site;
    }

    String incident(Incident incident, String description) {
        String url = site.url() + "/incidents/" + incident.slug();
        Window window = incident.window();
        return window == null
                ? article(incident.title(), description, url, incident.createdAt(), incident.updatedAt(), null)
                : event(incident, window, description, url);
    }

    String post(Post post, String headline, String description) {
        return article(
                headline,
                description,
                site.url() + "/posts/" + post.slug(),
                post.postedAt(),
                post.changedAt(),
                post.author());
    }

    private String article(
            String headline,
            String description,
            String url,
            Instant published,
            Instant modified,
            @Nullable String author) {
        Map<String, Object> article = begin("NewsArticle");
        article.put("headline", headline);
        article.put("description", description);
        article.put("url", url);
        article.put("mainEntityOfPage", url);
        article.put("datePublished", TimeFormats.iso(published));
        article.put("dateModified", TimeFormats.iso(modified));
        article.put("image", site.picture());
        article.put("author", organization(author == null || author.isBlank() ? site.signOff() : author));
        article.put("publisher", organization(site.name()));
        return json(article);
    }

    private String event(Incident maintenance, Window window, String description, String url) {
        Map<String, Object> event = begin("Event");
        event.put("name", maintenance.title());
        event.put("description", description);
        event.put("url", url);
        event.put("startDate", TimeFormats.iso(window.startsAt()));
        event.put("endDate", TimeFormats.iso(window.endsAt()));
        event.put(
                "eventStatus",
                "https://schema.org/"
                        + (maintenance.status() == Status.CANCELLED ? "EventCancelled" : "EventScheduled"));
        event.put("eventAttendanceMode", "https://schema.org/OnlineEventAttendanceMode");
        event.put("location", Map.of("@type", "VirtualLocation", "url", url));
        event.put("image", site.picture());
        event.put("organizer", organization(site.name()));
        return json(event);
    }

    private static Map<String, Object> begin(String type) {
        Map<String, Object> thing = new LinkedHashMap<>();
        thing.put("@context", "https://schema.org");
        thing.put("@type", type);
        return thing;
    }

    private static Map<String, Object> organization(String name) {
        Map<String, Object> organization = new LinkedHashMap<>();
        organization.put("@type", "Organization");
        organization.put("name", name);
        return organization;
    }

    private static String json(Map<String, Object> thing) {
        return new String(JsonText.bytes(thing), StandardCharsets.UTF_8).replace("<", "\\u003c");
    }
}
