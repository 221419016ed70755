package org.incidentcomms.twitter.post;

import static com.twitter.twittertext.Extractor.Entity.Type.URL;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextConfiguration;
import com.twitter.twittertext.TwitterTextEmojiRegex;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final String ELLIPSIS = "…";
    private static final String AFTER_SENTENCE = " …";
    /**
     * A grapheme weighs at least 1, so a cut never has more graphemes than room; but a link weighs 23 whatever its
     * length.
     */
    private static final int LONG_LINK = 200;

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

    /**
     * {@code text}, or as much of its beginning as weighs at most {@code room} including the ellipsis: whole sentences
     * if they fill half the room, else whole words, else whole graphemes. Empty if there is no room at all.
     */
    static String cut(String text, int room) {
        return cut(text, room, WeightedLength::of);
    }

    /** The same for a text without links, which saves searching for them. */
    static String cutUnlinked(String text, int room) {
        return cut(text, room, WeightedLength::ofUnlinked);
    }

    private static String cut(String text, int room, ToIntFunction<String> weight) {
        if (weight.applyAsInt(text) <= room) {
            return text;
        }
        List<Integer> graphemes = boundaries(BreakIterator.getCharacterInstance(Locale.ROOT), text);
        int most = room + (MAYBE_LINK.matcher(text).find() ? LONG_LINK : 0);
        if (graphemes.size() > most) {
            graphemes = new ArrayList<>(graphemes.subList(0, Math.max(1, most)));
        }
        String head = text.substring(0, graphemes.getLast());
        String sentences = longest(head, sentenceEnds(head), AFTER_SENTENCE, room, weight);
        if (weight.applyAsInt(sentences) * 2 >= room) {
            return sentences;
        }
        List<Integer> wordEnds = boundaries(BreakIterator.getLineInstance(Locale.ROOT), head);
        wordEnds.retainAll(graphemes);
        String words = longest(head, wordEnds, ELLIPSIS, room, weight);
        return weight.applyAsInt(words) * 2 >= room ? words : longest(head, graphemes, ELLIPSIS, room, weight);
    }

    /** The longest prefix that ends at one of {@code ends} (ascending) and fits; empty if none does. */
    private static String longest(
            String text, List<Integer> ends, String mark, int room, ToIntFunction<String> weight) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weight.applyAsInt(marked(text, ends.get(middle), mark)) <= room) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0; i--) {
            String candidate = marked(text, ends.get(i), mark);
            if (candidate.length() > mark.length() && weight.applyAsInt(candidate) <= room) {
                return candidate;
            }
        }
        return "";
    }

    private static String marked(String text, int end, String mark) {
        String kept = text.substring(0, end).strip();
        if (mark.equals(ELLIPSIS)) {
            kept = kept.replaceAll("[\\s,;:(\\[\"“–—.-]+$", "");
        }
        return kept.isEmpty() ? "" : kept + mark;
    }

    private static List<Integer> sentenceEnds(String text) {
        List<Integer> ends = boundaries(BreakIterator.getSentenceInstance(Locale.US), text);
        ends.removeIf(end -> end == text.length() || isWithinSentence(text, end));
        return ends;
    }

    /** "Feb. 2", "e.g. this": the JDK takes the full stop for the end of a sentence. */
    private static boolean isWithinSentence(String text, int end) {
        int next = text.codePointAt(end);
        return text.charAt(end - 1) != '\n' && (Character.isDigit(next) || Character.isLowerCase(next));
    }

    private static List<Integer> boundaries(BreakIterator iterator, String text) {
        iterator.setText(text);
        List<Integer> ends = new ArrayList<>();
        iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            ends.add(end);
        }
        return ends;
    }
}
