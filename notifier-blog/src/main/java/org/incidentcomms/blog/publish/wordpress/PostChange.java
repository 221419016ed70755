package org.incidentcomms.blog.publish.wordpress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One step that makes the posts of an incident equal to what they should be. */
sealed interface PostChange {

    record Delete(ExistingPost post) implements PostChange {}

    record Update(ExistingPost post, WordPressPost wanted) implements PostChange {}

    record Create(WordPressPost wanted) implements PostChange {}

    /**
     * The steps, deletions first, so that addresses are free. Of several posts with one key the oldest stays, whoever
     * compares: two replicas that created one each agree.
     *
     * @param existing the incident's posts
     * @param byAddress whether a post at another address than wanted is moved
     */
    static List<PostChange> between(List<WordPressPost> wanted, List<ExistingPost> existing, boolean byAddress) {
        List<PostChange> writes = new ArrayList<>();
        Set<ExistingPost> kept = new HashSet<>();
        for (WordPressPost post : wanted) {
            ExistingPost oldest = existing.stream()
                    .filter(found -> found.shows(post.key()))
                    .min(Comparator.comparing(ExistingPost::id))
                    .orElse(null);
            if (oldest == null) {
                writes.add(new Create(post));
                continue;
            }
            kept.add(oldest);
            boolean isEqual = oldest.marker().orElseThrow().digest().equals(post.digest())
                    && oldest.isPublished()
                    && (!byAddress || oldest.slug().equals(post.slug()));
            if (!isEqual) {
                writes.add(new Update(oldest, post));
            }
        }
        List<PostChange> changes = new ArrayList<>();
        existing.stream()
                .filter(found -> !kept.contains(found))
                .map(Delete::new)
                .forEach(changes::add);
        changes.addAll(writes);
        return changes;
    }
}
