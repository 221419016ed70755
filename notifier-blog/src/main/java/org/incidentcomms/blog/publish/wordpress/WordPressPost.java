package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.blog.publish.text.MirrorPost;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.markdown.Markdown;

/**
 * A post as it should be in WordPress.
 *
 * @param title HTML without tags, as is {@code excerpt}
 * @param html sanitised
 * @param date UTC, without zone: 2026-11-29T10:00:00
 * @param categories names, as are {@code tags}
 */
record WordPressPost(
        String key,
        String slug,
        String title,
        String html,
        String excerpt,
        String date,
        List<String> categories,
        List<String> tags) {

    static WordPressPost of(MirrorPost post, List<String> categories, List<String> tags) {
        return new WordPressPost(
                post.key(),
                post.slug(),
                escaped(post.title()),
                // An opening bracket would begin a shortcode, which WordPress runs.
                Markdown.toHtmlBelow(1, post.body()).replace("[", "&#91;"),
                escaped(post.excerpt()),
                post.postedAt().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""),
                categories,
                tags);
    }

    /** The same at another address, where a post that is not ours has this one's. */
    WordPressPost elsewhere() {
        String unique = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new WordPressPost(key, slug + "-" + unique, title, html, excerpt, date, categories, tags);
    }

    String digest() {
        return Sha256.hex(toString()).substring(0, 16);
    }

    /** The body of the call that creates or updates it; categories and tags are added by id. */
    ObjectNode json(PostMarker marker) {
        return Json.MAPPER
                .createObjectNode()
                .put("slug", slug)
                .put("status", "publish")
                .put("title", title)
                // As a block of HTML, or WordPress would add paragraphs and line breaks.
                .put("content", "<!-- wp:html -->\n" + html + "\n<!-- /wp:html -->\n" + marker)
                .put("excerpt", excerpt)
                .put("date_gmt", date);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
