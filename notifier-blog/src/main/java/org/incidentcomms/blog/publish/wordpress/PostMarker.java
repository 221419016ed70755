package org.incidentcomms.blog.publish.wordpress;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML comment at the end of a post's content that says what it is a copy of: {@code <!-- incidentcomms:inc_1 upd_2
 * v3 1a2b… -->}. WordPress keeps it through its filter of HTML and finds it by its search.
 *
 * @param key of the post, see {@code MirrorPost}
 * @param version of the incident when the post was last written
 * @param digest of what was written
 */
record PostMarker(String incidentId, String key, long version, String digest) {
    private static final String PREFIX = "incidentcomms:";
    private static final Pattern COMMENT =
            Pattern.compile("<!-- " + PREFIX + "(\\S{1,128}) (\\S{1,128}) v(\\d{1,18}) ([0-9a-f]{16}) -->");

    /** What to search for to find all posts of an incident; also finds those of ids that begin with this one. */
    static String searched(String incidentId) {
        return PREFIX + incidentId;
    }

    static Optional<PostMarker> in(String content) {
        PostMarker last = null;
        for (Matcher found = COMMENT.matcher(content); found.find(); ) {
            last = new PostMarker(found.group(1), found.group(2), Long.parseLong(found.group(3)), found.group(4));
        }
        return Optional.ofNullable(last);
    }

    @Override
    public String toString() {
        return "<!-- " + PREFIX + incidentId + " " + key + " v" + version + " " + digest + " -->";
    }
}
