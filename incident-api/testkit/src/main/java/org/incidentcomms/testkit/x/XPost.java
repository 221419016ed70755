package org.incidentcomms.testkit.x;

import java.time.Instant;
import java.util.Optional;

/**
 * A post as the client sent it.
 *
 * @param id increases with time
 * @param text as the client sent it; readers of the timeline get it with short links and escaped
 * @param conversationId the first post of the thread
 */
public record XPost(
        String id, String text, Optional<String> inReplyTo, String conversationId, Instant createdAt, boolean deleted) {

    XPost withDeleted() {
        return new XPost(id, text, inReplyTo, conversationId, createdAt, true);
    }
}
