package org.incidentcomms.blog.site.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.AnnouncementContent;
import org.jspecify.annotations.Nullable;

/**
 * One blog post: an update of an incident, or its post-mortem. Ordered oldest first.
 *
 * @param update the update it announces, or null for the post-mortem
 * @param body Markdown
 */
public record Post(
        String id,
        String slug,
        String headline,
        String body,
        @Nullable String author,
        Instant postedAt,
        @Nullable Instant editedAt,
        Incident incident,
        @Nullable Update update)
        implements Comparable<Post> {
    private static final Comparator<Post> OLDEST_FIRST =
            Comparator.comparing(Post::postedAt).thenComparing(Post::slug);

    /** The posts of {@code incident}, oldest first; updates with {@code notify.blog} false have none. */
    public static List<Post> of(Incident incident) {
        List<Post> posts = new ArrayList<>();
        for (Update update : incident.updates()) {
            if (update.hasPost()) {
                posts.add(new Post(
                        update.id(),
                        update.slug(),
                        AnnouncementContent.headline(incident, update),
                        update.message(),
                        update.author(),
                        update.postedAt(),
                        update.editedAt(),
                        incident,
                        update));
            }
        }
        Postmortem postmortem = incident.postmortem();
        if (postmortem != null && postmortem.hasPost()) {
            posts.add(new Post(
                    postmortem.id(),
                    postmortem.slug(),
                    postmortem.title(),
                    postmortem.body(),
                    postmortem.author(),
                    postmortem.publishedAt(),
                    null,
                    incident,
                    null));
        }
        return posts;
    }

    /** The same post as a reader of {@code language} is told it; see {@link Incident#in}. */
    @SuppressWarnings("ReferenceEquality") // an incident without translations is itself in every language
    public Post in(String language) {
        Incident told = incident.in(language);
        return told == incident
                ? this
                : of(told).stream()
                        .filter(post -> post.id.equals(id))
                        .findFirst()
                        .orElse(this);
    }

    /** Whether its text is translated into {@code language}. */
    public boolean speaks(String language) {
        Postmortem postmortem = incident.postmortem();
        return update == null ? postmortem != null && postmortem.speaks(language) : update.speaks(language);
    }

    public Instant changedAt() {
        return editedAt == null ? postedAt : editedAt;
    }

    @Override
    public int compareTo(Post other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
