package org.incidentcomms.testkit.x;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.twitter.twittertext.Extractor;

/**
 * A post's text as X returns it: every link replaced by a short one of 23 characters, and {@code & < >} escaped.
 *
 * @param urls the links, with the URL each stands for
 */
record ShownText(String text, ArrayNode urls) {

    private static final int LONGEST = 280;
    /** An ellipsis, a space and a short link. */
    private static final int LINK = 25;

    private static final Extractor EXTRACTOR = new Extractor();

    static ShownText of(XPost post) {
        String sent = post.text();
        StringBuilder shown = new StringBuilder();
        ArrayNode urls = XAnswer.JSON.createArrayNode();
        int from = 0;
        for (Extractor.Entity entity : EXTRACTOR.extractURLsWithIndices(sent)) {
            shown.append(escaped(sent.substring(from, entity.getStart())));
            String address = entity.getValue();
            String expanded = address.matches("(?i)https?://.*") ? address : "http://" + address;
            String link = link(post.id(), urls.size());
            ObjectNode url = urls.addObject();
            int start = shown.codePointCount(0, shown.length());
            url.put("start", start).put("end", start + link.length());
            url.put("url", link).put("expanded_url", expanded);
            url.put("display_url", expanded.replaceFirst("(?i)^https?://(www\\.)?", ""));
            shown.append(link);
            from = entity.getEnd();
        }
        shown.append(escaped(sent.substring(from)));
        return new ShownText(shown.toString(), urls);
    }

    /** What a reader of the plain field gets: of a long post the beginning, and a link to the whole. */
    ShownText head(String postId) {
        if (text.codePointCount(0, text.length()) <= LONGEST) {
            return this;
        }
        int end = text.offsetByCodePoints(0, LONGEST - LINK);
        ArrayNode left = XAnswer.JSON.createArrayNode();
        urls.forEach(url -> {
            if (url.path("end").asInt() <= LONGEST - LINK) {
                left.add(url);
            }
        });
        return new ShownText(text.substring(0, end) + "… " + link(postId, urls.size()), left);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Ten letters and digits after the host, as X's are, and the same ones on every read. */
    private static String link(String postId, int position) {
        String tail = Long.toString(Long.parseLong(postId) * 31 + position, 36);
        return "https://t.co/" + tail.substring(tail.length() - 10);
    }
}
