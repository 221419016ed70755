package org.incidentcomms.blog.site.feed;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A format of feeds. */
interface FeedFormat {

    /** Of its files, without a dot. */
    String extension();

    /**
     * Renders the document in UTF-8.
     *
     * @param newestFirst the entries
     * @param whenEmpty the feed's time of change while it has no entry
     */
    byte[] of(FeedInfo feed, List<FeedEntry> newestFirst, Instant whenEmpty);

    static Instant changedAt(List<FeedEntry> entries, Instant whenEmpty) {
        return entries.stream()
                .map(FeedEntry::updated)
                .max(Comparator.naturalOrder())
                .orElse(whenEmpty);
    }
}
