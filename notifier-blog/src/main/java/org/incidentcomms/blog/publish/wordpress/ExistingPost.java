package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A post as it is in WordPress; {@code marker} is empty if somebody else wrote it. */
record ExistingPost(long id, String slug, String status, String link, long authorId, Optional<PostMarker> marker) {
    static final String FIELDS = "id,slug,status,link,author,content.raw";

    static ExistingPost of(JsonNode post) {
        return new ExistingPost(
                post.path("id").asLong(),
                post.path("slug").asText(),
                post.path("status").asText(),
                post.path("link").asText(),
                post.path("author").asLong(),
                PostMarker.in(post.path("content").path("raw").asText()));
    }

    boolean isOf(String incidentId) {
        return marker.filter(found -> found.incidentId().equals(incidentId)).isPresent();
    }

    boolean shows(String key) {
        return marker.filter(found -> found.key().equals(key)).isPresent();
    }

    /** Whether this account wrote it and the marker was lost in an editor. */
    boolean isUnmarkedOf(long userId) {
        return marker.isEmpty() && authorId == userId;
    }

    /** The same, taken for the post of {@code key}; it is written again, for it has no digest. */
    ExistingPost adopted(String incidentId, String key) {
        return new ExistingPost(id, slug, status, link, authorId, Optional.of(new PostMarker(incidentId, key, 0, "")));
    }

    /** Readable by everybody, now or at its date. */
    boolean isPublished() {
        return status.equals("publish") || status.equals("future");
    }
}
