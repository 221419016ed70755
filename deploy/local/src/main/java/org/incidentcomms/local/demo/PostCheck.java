package org.incidentcomms.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.RunningStack;

/** Checks for one post per update, each a reply to the previous one, none longer than X allows. */
record PostCheck(StackClient client, RunningStack stack) {

    private static final int LONGEST = 280;

    void check(List<Announcement> announcements, CheckReport findings) throws InterruptedException {
        findings.heading(stack.postsForReal() ? "Posts on X" : "Posts on X (dry run)");
        for (String owner :
                announcements.stream().map(Announcement::ownerId).distinct().toList()) {
            List<Announcement> updates = announcements.stream()
                    .filter(announcement -> announcement.ownerId().equals(owner))
                    .toList();
            List<JsonNode> posts = client.list(URI.create(stack.notifierTwitter() + "/v1/posts?incident=" + owner))
                    .reversed();
            String what = "%s: %d posts in one thread, none longer than %d"
                    .formatted(updates.getFirst().ownerSlug(), updates.size(), LONGEST);
            findings.add(what, isChain(updates, posts));
        }
    }

    private static boolean isChain(List<Announcement> updates, List<JsonNode> posts) {
        if (posts.size() != updates.size()) {
            return false;
        }
        String before = "";
        for (int i = 0; i < posts.size(); i++) {
            JsonNode post = posts.get(i);
            if (!post.path("update_id").asText().equals(updates.get(i).updateId())
                    || !post.path("reply_to").asText("").equals(before)
                    || post.path("weighted_length").asInt(LONGEST + 1) > LONGEST) {
                return false;
            }
            before = post.path("tweet_id").asText();
        }
        return true;
    }
}
