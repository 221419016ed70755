package org.incidentcomms.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.x.XPost;

/** Compares the posts reported by notifier-twitter with those of the stub. */
final class XLedger {

    private final Map<String, XPost> byUpdate = new HashMap<>();
    private final int unclaimed;

    XLedger(BenchStack stack) throws InterruptedException {
        Map<String, XPost> there = stack.x().posts().stream().collect(Collectors.toMap(XPost::id, post -> post));
        for (JsonNode post : stack.client().list(stack.posts())) {
            XPost found = there.remove(post.path("tweet_id").asText(""));
            if (found != null) {
                byUpdate.put(post.path("update_id").asText(), found);
            }
        }
        unclaimed = there.size();
    }

    Optional<XPost> of(String updateId) {
        return Optional.ofNullable(byUpdate.get(updateId));
    }

    /** Posts that belong to no event; notifier-twitter reports one of each. */
    int doubled() {
        return unclaimed;
    }
}
