package org.incidentcomms.twitter.post;

import com.twitter.twittertext.Extractor;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Sanitises text for a post. Nothing in it becomes a mention, hashtag, cashtag or link by accident: strangers would be
 * notified, and X charges 13 times the price for a post with a link.
 */
final class PostSanitizer {
    /** U+2060 WORD JOINER: invisible, and twitter-text ends an entity at it. */
    static final String JOINER = "\u2060";

    private static final Pattern NAMED_LINK = Pattern.compile("\"([^\"\\n]{1,300})\" \\((?:https?|mailto):[^)\\s]+\\)");
    private static final Pattern LINK_IN_BRACKETS = Pattern.compile(" ?\\((?:https?|mailto):[^)\\s]+\\)");
    private static final Pattern SCHEME = Pattern.compile("\\bhttps?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?|[\\u0085\\u2028\\u2029\\u000B\\f]");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\p{Zs}]+");
    private static final Pattern AROUND_LINE_END = Pattern.compile(" *\\n *");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n{2,}");
    /** Matches what looks like a host with many labels: twitter-text needs cubic time in their number to reject it. */
    private static final Pattern MANY_LABELS = Pattern.compile("((?:[^\\s.]{1,63}\\.){6})(?=[^\\s.])");

    private static final int MOST_ROUNDS = 8;

    private PostSanitizer() {}

    /**
     * Removes characters that X does not accept or that could mislead readers; NFC; single spaces; at most one empty
     * line in a row.
     */
    static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        LINE_END.matcher(text)
                .replaceAll("\n")
                .codePoints()
                .filter(PostSanitizer::isKept)
                .forEach(kept::appendCodePoint);
        String composed = Normalizer.normalize(kept, Normalizer.Form.NFC);
        String blanks = BLANKS.matcher(composed).replaceAll(" ");
        String lines = AROUND_LINE_END.matcher(blanks).replaceAll("\n");
        String paragraphs = EMPTY_LINES.matcher(lines).replaceAll("\n\n").strip();
        return MANY_LABELS.matcher(paragraphs).replaceAll("$1" + JOINER);
    }

    /**
     * Removes lone surrogates, noncharacters, control characters, and everything that changes the text direction.
     * Joiners within emoji and scripts are kept.
     */
    private static boolean isKept(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        int type = Character.getType(c);
        if (type == Character.SURROGATE || type == Character.CONTROL || (c & 0xFFFE) == 0xFFFE) {
            return false;
        }
        return !(c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c >= 0x206A && c <= 0x206F
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C
                || c == 0x200B
                || c == 0x2060
                || c == 0xFEFF
                || c >= 0xFDD0 && c <= 0xFDEF
                || c >= 0xFFF9 && c <= 0xFFFB);
    }

    /** {@link #clean}, and without any entity of X: links are written without their scheme. */
    static String unlinked(String text) {
        String named = NAMED_LINK.matcher(clean(text)).replaceAll("$1");
        String bare =
                SCHEME.matcher(LINK_IN_BRACKETS.matcher(named).replaceAll("")).replaceAll("");
        return broken(bare);
    }

    /**
     * As much of the unlinked {@code text} as fits into {@code room}. The text that follows can keep something from
     * being a link ("a.company"), so the rest is sanitised once more after the cut.
     */
    static String cut(String text, int room) {
        int left = room;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String safe = broken(WeightedLength.cutUnlinked(text, left));
            int excess = WeightedLength.of(safe) - room;
            if (excess <= 0) {
                return safe;
            }
            left -= excess;
        }
        return withoutMarks(WeightedLength.cutUnlinked(text, room));
    }

    private static String broken(String text) {
        String result = text;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Extractor.Entity> entities = entities(result);
            if (entities.isEmpty()) {
                return result;
            }
            StringBuilder broken = new StringBuilder(result);
            entities.stream()
                    .sorted(Comparator.comparing(Extractor.Entity::getStart).reversed())
                    .forEach(entity -> breakUp(broken, entity));
            result = broken.toString();
        }
        return entities(result).isEmpty() ? result : withoutMarks(result);
    }

    /**
     * {@code text}, or its first {@code most} characters and an ellipsis. Done first, because the longest messages are
     * a hundred times longer than a post, and twitter-text is slow.
     */
    static String head(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text.substring(0, Math.min(text.length(), 2 * most)));
        int end = graphemes.preceding(most + 1);
        return text.substring(0, end > 0 ? end : most) + "…";
    }

    /** Whether {@code text} contains a link written by the operator, which {@link #unlinked} removes. */
    static boolean hasLink(String text) {
        return SCHEME.matcher(text).find();
    }

    static List<Extractor.Entity> entities(String text) {
        return new Extractor().extractEntitiesWithIndices(text);
    }

    private static void breakUp(StringBuilder text, Extractor.Entity entity) {
        switch (entity.getType()) {
            case MENTION, HASHTAG, CASHTAG -> text.insert(entity.getStart() + 1, JOINER);
            case URL -> {
                for (int i = entity.getEnd() - 1; i > entity.getStart(); i--) {
                    if (text.charAt(i) == '.') {
                        text.insert(i, JOINER);
                    }
                }
            }
        }
    }

    /** Last resort for text in which joiners do not prevent entities. */
    private static String withoutMarks(String text) {
        return text.replaceAll("[@＠#＃$.]", " ");
    }
}
