package org.incidentcomms.twitter.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the posts on X, and those of a dry run. */
@Path("/v1/posts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PostsResource {
    private final PostStore store;

    PostsResource(PostStore store) {
        this.store = store;
    }

    /**
     * One post; an attempt is one call of X.
     *
     * @param weightedLength length as X counts it
     * @param lastReason why the newest attempt failed or has an unknown outcome
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PostView(
            String eventId,
            String incidentId,
            String updateId,
            PostState state,
            @Nullable String tweetId,
            @Nullable String replyTo,
            @Nullable String url,
            String text,
            int weightedLength,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable Instant postedAt,
            @Nullable String lastReason) {
        static PostView of(Post post) {
            return new PostView(
                    post.eventId(),
                    post.incidentId(),
                    post.updateId(),
                    post.state(),
                    post.tweetId(),
                    post.replyTo(),
                    post.url(),
                    post.text(),
                    WeightedLength.of(post.text()),
                    post.attempts(),
                    post.sentAt(),
                    post.postedAt(),
                    post.lastReason());
        }
    }

    /** One page; {@code nextCursor} is the cursor of the next one, null on the last. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PostPage(List<PostView> items, @Nullable String nextCursor) {}

    /** Newest first; of one incident or of all. */
    @GET
    @RolesAllowed({"viewer", "operator", "admin"})
    public PostPage list(
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable @Pattern(regexp = "[0-9]{1,18}") String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        List<Post> posts = store.list(incident, before, limit + 1);
        boolean more = posts.size() > limit;
        List<Post> page = more ? posts.subList(0, limit) : posts;
        return new PostPage(
                page.stream().map(PostView::of).toList(),
                more ? Long.toString(page.getLast().seq()) : null);
    }
}
