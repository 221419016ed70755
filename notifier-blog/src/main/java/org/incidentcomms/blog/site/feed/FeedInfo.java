package org.incidentcomms.blog.site.feed;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself.
 *
 * @param id a tag URI (RFC 4151)
 * @param language tag of the language of its fixed texts
 * @param home URL of the page it belongs to
 * @param address its own URL without the extension
 * @param author of the feed
 * @param hub URL of the WebSub hub that pushes it, or null
 */
record FeedInfo(
        String id,
        String language,
        String title,
        String description,
        String home,
        String address,
        String author,
        @Nullable URI hub) {

    String self(FeedFormat format) {
        return address + "." + format.extension();
    }
}
