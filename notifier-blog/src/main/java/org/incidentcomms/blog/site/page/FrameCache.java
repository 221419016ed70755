package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What frames the pages of one language and is the same on many of them, rendered once: an event writes a dozen pages,
 * and most of a page's fixed texts are in its frame. Thread-safe.
 */
final class FrameCache {
    private final Map<String, RawString> headers = new ConcurrentHashMap<>();
    private final Map<String, RawString> footers = new ConcurrentHashMap<>();

    /** Depends on the section alone. */
    RawString header(PageMetadata frame) {
        return headers.computeIfAbsent(
                frame.section(),
                section -> new RawString(Templates.header(frame).render()));
    }

    /** Of a page that offers no components to choose from. */
    RawString footer(PageMetadata frame) {
        return footers.computeIfAbsent(
                "", none -> new RawString(Templates.footer(frame).render()));
    }
}
