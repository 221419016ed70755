package org.incidentcomms.local.demo;

import java.net.URI;
import java.util.List;
import org.incidentcomms.local.client.StackClient;

/** A page per incident, a blog post per update, and all of them in the feed and on the status page's side. */
record PageCheck(StackClient client, URI site) {

    void check(List<Announcement> announcements, Findings findings) throws InterruptedException {
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
                "/ names the maintenance to come",
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
