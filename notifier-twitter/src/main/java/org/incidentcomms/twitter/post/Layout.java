package org.incidentcomms.twitter.post;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a post from top to bottom, and how it is shortened when it is too long: first a shorter form of the
 * window, then the body is cut, then the first line. Window, mark and link are never cut.
 *
 * @param lead first line, or empty if the body is the operator's own text
 * @param windows forms of the window, longest first; one empty string if there is none
 * @param mark makes the text differ from an earlier one, or empty
 * @param link the last line, or empty
 */
record Layout(String lead, List<String> windows, String body, String mark, String link) {
    /** A shorter part of a message is not useful. */
    private static final int LEAST_BODY = 40;
    /** A longer form of the window must leave this much room for the body. */
    private static final int ROOM_FOR_BODY = 120;
    /** A first line longer than this is cut in favour of the message. */
    private static final int LONGEST_LEAD = 110;

    /** A text within the limit, and whether it is complete. */
    record Fitted(String text, boolean whole) {}

    Fitted fit(int max) {
        for (String window : windows) {
            String whole = render(lead, window, body);
            if (WeightedLength.of(whole) <= max) {
                return new Fitted(whole, true);
            }
        }
        String first = PlainText.cut(lead, LONGEST_LEAD);
        String window = windows.stream()
                .filter(form -> room(max, first, form) >= ROOM_FOR_BODY)
                .findFirst()
                .orElse(windows.getLast());
        int room = room(max, first, window);
        if (!body.isEmpty() && (lead.isEmpty() || room >= LEAST_BODY)) {
            String cut = lead.isEmpty() ? WeightedLength.cut(body, room) : PlainText.cut(body, room);
            return new Fitted(render(first, window, cut), false);
        }
        String shortest = windows.getLast();
        return new Fitted(render(PlainText.cut(lead, room(max, "", shortest)), shortest, ""), false);
    }

    private int room(int max, String lead, String window) {
        String others = render(lead, window, "");
        return max - WeightedLength.of(others) - (others.isEmpty() ? 0 : 2);
    }

    private String render(String lead, String window, String body) {
        return Stream.of(lead, window, body, mark, link)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
