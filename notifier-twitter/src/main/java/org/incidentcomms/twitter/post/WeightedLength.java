package org.incidentcomms.twitter.post;

import static com.twitter.twittertext.Extractor.Entity.Type.URL;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextConfiguration;
import com.twitter.twittertext.TwitterTextEmojiRegex;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.kit.wording.Shortener;
import org.incidentcomms.kit.wording.Weigher;

/**
 * Computes length as X counts it, and cuts text to it. Weights and emoji are those of twitter-text's configuration;
 * counted here because its parser takes milliseconds per text, and one cut needs dozens of counts.
 */
final class WeightedLength {
    /**
     * Includes the space before it: at the very beginning twitter-text does not accept an accented letter as part of a
     * link.
     */
    private static final Pattern WORD = Pattern.compile("\\s?\\S+");
    /** Finding links is by far the slowest part, and slower the longer the text, so it is done per word. */
    private static final Pattern MAYBE_LINK = Pattern.compile("[^\\s.\u2060]\\.[^\\s.]");

    private static final TwitterTextConfiguration RULES = TwitterTextConfiguration.getDefaultConfig();
    private static final Extractor EXTRACTOR = new Extractor();
    /** A grapheme weighs at least 1, so a cut never has more graphemes than room; but a link weighs 23 at any length. */
    private static final int LONG_LINK = 200;

    static final Weigher WEIGHER = weigher(WeightedLength::of);
    private static final Weigher UNLINKED = weigher(WeightedLength::ofUnlinked);

    private WeightedLength() {}

    static int of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        int weight = 0;
        int from = 0;
        for (Extractor.Entity link : links(composed)) {
            weight += ofWords(composed, from, link.getStart()) + RULES.getTransformedURLLength() * RULES.getScale();
            from = link.getEnd();
        }
        return (weight + ofWords(composed, from, composed.length())) / RULES.getScale();
    }

    private static int ofUnlinked(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return ofWords(composed, 0, composed.length()) / RULES.getScale();
    }

    private static List<Extractor.Entity> links(String text) {
        if (!MAYBE_LINK.matcher(text).find()) {
            return List.of();
        }
        List<Extractor.Entity> links = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            if (MAYBE_LINK.matcher(word.group()).find()) {
                for (Extractor.Entity link : EXTRACTOR.extractURLsWithIndices(word.group())) {
                    links.add(new Extractor.Entity(
                            word.start() + link.getStart(), word.start() + link.getEnd(), link.getValue(), URL));
                }
            }
        }
        return links;
    }

    private static int ofWords(String text, int from, int to) {
        Matcher emoji = TwitterTextEmojiRegex.VALID_EMOJI_PATTERN.matcher(text);
        int weight = 0;
        int at = from;
        while (at < to) {
            int c = text.codePointAt(at);
            if (mayBeginEmoji(text, at, c) && emoji.region(at, to).lookingAt()) {
                weight += RULES.getDefaultWeight();
                at = emoji.end();
            } else {
                weight += ofCharacter(c);
                at += Character.charCount(c);
            }
        }
        return weight;
    }

    private static int ofCharacter(int c) {
        for (TwitterTextConfiguration.TwitterTextWeightedRange light : RULES.getRanges()) {
            if (light.getRange().isInRange(c)) {
                return light.getWeight();
            }
        }
        return RULES.getDefaultWeight();
    }

    /** Matching the pattern takes far longer than counting. Below U+2028 only ©, ® and keycaps (1️⃣) are emoji. */
    private static boolean mayBeginEmoji(String text, int at, int c) {
        if (c >= '0' && c <= '9' || c == '#' || c == '*') {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            return next == '\uFE0F' || next == '\u20E3';
        }
        return c == 0xA9 || c == 0xAE || c >= 0x2028 && c != 0x2060;
    }

    /** {@link Shortener#cut} with length as X counts it. */
    static String cut(String text, int room) {
        return Shortener.cut(text, room, WEIGHER);
    }

    /** The same for a text without links, which saves searching for them. */
    static String cutUnlinked(String text, int room) {
        return Shortener.cut(text, room, UNLINKED);
    }

    private static Weigher weigher(ToIntFunction<String> weight) {
        return new Weigher() {
            @Override
            public int weigh(String text) {
                return weight.applyAsInt(text);
            }

            @Override
            public int mostGraphemes(String text, int room) {
                return room + (MAYBE_LINK.matcher(text).find() ? LONG_LINK : 0);
            }
        };
    }
}
