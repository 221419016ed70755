package org.incidentcomms.twitter.post;

import java.util.regex.Pattern;
import org.incidentcomms.service.digest.Sha256;

/**
 * Compares two texts as posts. Ignores what X or the network may change: invisible characters, spaces, the composition
 * of accents, a link's scheme, which it adds to a bare domain, a slash at a link's end, mentions X adds before a reply.
 */
final class TextFingerprint {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\uFE0E\\uFE0F]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern SCHEME = Pattern.compile("\\bhttps?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern SLASH_AT_END = Pattern.compile("/(?=\\s|$)");
    private static final Pattern MENTIONS_BEFORE = Pattern.compile("^(?:@\\w{1,15} )+");

    private TextFingerprint() {}

    static boolean is(String ours, String found) {
        String one = comparable(ours);
        String other = comparable(found);
        return one.equals(other) || one.equals(MENTIONS_BEFORE.matcher(other).replaceFirst(""));
    }

    static String hash(String text) {
        return Sha256.hex(comparable(text));
    }

    private static String comparable(String text) {
        String visible = INVISIBLE.matcher(PostSanitizer.clean(text)).replaceAll("");
        String single = BLANKS.matcher(visible).replaceAll(" ").strip();
        String bare = SCHEME.matcher(single).replaceAll("");
        return SLASH_AT_END.matcher(bare).replaceAll("");
    }
}
