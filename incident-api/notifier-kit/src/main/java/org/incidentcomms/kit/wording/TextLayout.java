package org.incidentcomms.kit.wording;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a short message from top to bottom, and how they are shortened when it is too long: first a shorter form
 * of the window, then the body is cut, then the opening. Window, mark and link are never cut.
 *
 * @param opening first line, or empty if the body needs none
 * @param windows forms of the window, longest first; one empty string if there is none
 * @param mark says when the next update comes, makes the text differ from an earlier one, or empty
 * @param link its last line, or empty
 */
public record TextLayout(String opening, List<String> windows, String body, String mark, String link) {
    /** The {@code windows} of a message without a window. */
    public static final List<String> NO_WINDOW = List.of("");

    /** Minimum useful length of a message. */
    private static final int LEAST_BODY = 40;
    /** Room the longest form of a window must leave for the message. */
    private static final int ROOM_FOR_BODY = 120;
    /** A longer opening is cut in favour of the message, unless it is less than a quarter of the whole. */
    private static final int LONGEST_OPENING = 110;

    public TextLayout {
        windows = List.copyOf(windows);
    }

    /** A text within the limit, and whether it is complete. */
    public record Fitted(String text, boolean whole) {}

    /** Shortens a part to weigh at most {@code room}. */
    @FunctionalInterface
    public interface Cutter {
        String cut(String text, int room);
    }

    /** Shortens to at most {@code limit}, at the end of a sentence or word. */
    public Fitted fit(int limit, Weigher weigher) {
        return fit(limit, weigher, (text, room) -> Shortener.cut(text, room, weigher));
    }

    /** The same, with the channel's own rules for a shortened text. */
    public Fitted fit(int limit, Weigher weigher, Cutter cutter) {
        for (String window : windows) {
            String whole = render(opening, window, body);
            if (weigher.weigh(whole) <= limit) {
                return new Fitted(whole, true);
            }
        }
        String first = cutter.cut(opening, Math.max(LONGEST_OPENING, limit / 4));
        String window = windows.stream()
                .filter(form -> room(limit, weigher, first, form) >= ROOM_FOR_BODY)
                .findFirst()
                .orElse(windows.getLast());
        int room = room(limit, weigher, first, window);
        if (!body.isEmpty() && (opening.isEmpty() || room >= LEAST_BODY)) {
            return new Fitted(render(first, window, cutter.cut(body, room)), false);
        }
        String shortest = windows.getLast();
        String cut = cutter.cut(opening, room(limit, weigher, "", shortest));
        return new Fitted(render(cut, shortest, ""), false);
    }

    private int room(int limit, Weigher weigher, String opening, String window) {
        String others = render(opening, window, "");
        return limit - weigher.weigh(others) - (others.isEmpty() ? 0 : 2);
    }

    private String render(String opening, String window, String body) {
        return Stream.of(opening, window, body, mark, link)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
