package org.incidentcomms.kit.wording;

/**
 * Measures the length of a text by the destination's rules: every grapheme weighs at least 1, except within what the
 * destination shortens.
 */
@FunctionalInterface
public interface Weigher {
    /** Counts code points: an emoji of several code points counts as several. */
    Weigher CODE_POINTS = text -> text.codePointCount(0, text.length());

    int weigh(String text);

    /**
     * Maximum number of graphemes of {@code text} that may weigh {@code room}; more if links weigh less than their
     * length.
     */
    default int mostGraphemes(String text, int room) {
        return room;
    }
}
