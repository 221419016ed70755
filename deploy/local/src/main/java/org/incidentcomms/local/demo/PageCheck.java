package org.incidentcomms.local.demo;

import java.net.URI;
import java.util.List;
import org.incidentcomms.local.client.StackClient;

/** Checks for a page per incident, a blog post per update, all posts in the blog and the feed, and the status page. */
record PageCheck(StackClient client, URI site) {

    void check(List<Announcement> announcements, CheckReport findings) throws InterruptedException {
        findings.heading("Blog and status page");
        String blog = page("/blog");
        String feed = page("/feed.atom");
        for (Announcement one : announcements) {
            boolean post = !page("/posts/" + one.slug()).isEmpty();
            findings.add(
                    "/posts/" + one.slug() + ", on the blog and in the feed",
                    post && names(blog, one) && names(feed, one));
        }
        for (String slug :
                announcements.stream().map(Announcement::ownerSlug).distinct().toList()) {
            findings.add("/incidents/" + slug, !page("/incidents/" + slug).isEmpty());
        }
        findings.add(
                "/ lists the scheduled maintenance",
                page("/").contains("/incidents/" + announcements.getLast().ownerSlug()));
    }

    private static boolean names(String text, Announcement announcement) {
        return text.contains("/posts/" + announcement.slug() + "\"");
    }

    private String page(String path) throws InterruptedException {
        StackClient.Answer answer = client.get(URI.create(site + path));
        return answer.isSuccess() ? answer.body().asText() : "";
    }
}
