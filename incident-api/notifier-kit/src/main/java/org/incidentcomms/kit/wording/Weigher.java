package org.incidentcomms.kit.wording;

/** How long a text is to the place it is sent to: every grapheme weighs at least 1, except within what it shortens. */
@FunctionalInterface
public interface Weigher {
    /** Counts what people would call characters, an emoji of several parts as several. */
    Weigher CODE_POINTS = text -> text.codePointCount(0, text.length());

    int weigh(String text);

    /** How many graphemes of {@code text} may weigh {@code room}; more where links weigh less than they are long. */
    default int mostGraphemes(String text, int room) {
        return room;
    }
}
