package org.incidentcomms.kit.wording;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text to a length at a natural boundary. */
public final class Shortener {
    private static final String ELLIPSIS = "…";
    private static final String AFTER_SENTENCE = " …";

    private Shortener() {}

    /**
     * Returns {@code text}, or as much of its beginning as weighs at most {@code room} including the ellipsis: whole
     * sentences if they fill half the room, otherwise whole words, otherwise whole graphemes. Empty if there is no room
     * at all.
     */
    public static String cut(String text, int room, Weigher weigher) {
        if (weigher.weigh(text) <= room) {
            return text;
        }
        List<Integer> graphemes = boundaries(BreakIterator.getCharacterInstance(Locale.ROOT), text);
        int most = weigher.mostGraphemes(text, room);
        if (graphemes.size() > most) {
            graphemes = new ArrayList<>(graphemes.subList(0, Math.max(1, most)));
        }
        String head = text.substring(0, graphemes.getLast());
        String sentences = longest(head, sentenceEnds(head), AFTER_SENTENCE, room, weigher);
        if (weigher.weigh(sentences) * 2 >= room) {
            return sentences;
        }
        List<Integer> wordEnds = boundaries(BreakIterator.getLineInstance(Locale.ROOT), head);
        wordEnds.retainAll(graphemes);
        String words = longest(head, wordEnds, ELLIPSIS, room, weigher);
        return weigher.weigh(words) * 2 >= room ? words : longest(head, graphemes, ELLIPSIS, room, weigher);
    }

    /** The longest prefix that ends at one of {@code ends} (ascending) and fits; empty if none does. */
    private static String longest(String text, List<Integer> ends, String mark, int room, Weigher weigher) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weigher.weigh(marked(text, ends.get(middle), mark)) <= room) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0; i--) {
            String candidate = marked(text, ends.get(i), mark);
            if (candidate.length() > mark.length() && weigher.weigh(candidate) <= room) {
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

    /** "Feb. 2", "e.g. this": the JDK treats the full stop as the end of a sentence. */
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
