package org.incidentcomms.twitter.post;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a post from top to bottom, and how they give way when it is too long: first the window is told briefly,
 * then the body is cut, then the first line. Window, mark and link are never cut.
 *
 * @param mark makes the text differ from an earlier one, or empty
 * @param link its last line, or empty
 */
record Layout(String lead, @Nullable WindowLine window, String body, String mark, String link) {
    /** Less than this of a message tells nobody anything. */
    private static final int LEAST_BODY = 40;
    /** A longer first line gives way to the message. */
    private static final int LONGEST_LEAD = 110;

    String fit(int max) {
        String whole = render(lead, full(), body);
        if (WeightedLength.of(whole) <= max) {
            return whole;
        }
        String brief = render(lead, brief(), body);
        if (WeightedLength.of(brief) <= max) {
            return brief;
        }
        if (lead.isEmpty()) {
            return render("", brief(), WeightedLength.cut(body, room(max, "", brief())));
        }
        String first = WeightedLength.cut(lead, LONGEST_LEAD);
        String window = room(max, first, full()) >= 2 * LEAST_BODY ? full() : brief();
        int room = room(max, first, window);
        if (!body.isEmpty() && room >= LEAST_BODY) {
            return render(first, window, WeightedLength.cut(body, room));
        }
        String alone = render("", brief(), "");
        int leadRoom = max - WeightedLength.of(alone) - (alone.isEmpty() ? 0 : 2);
        return render(WeightedLength.cut(lead, leadRoom), brief(), "");
    }

    private int room(int max, String lead, String window) {
        String others = render(lead, window, "");
        return max - WeightedLength.of(others) - (others.isEmpty() ? 0 : 2);
    }

    private String full() {
        return window == null ? "" : window.full();
    }

    private String brief() {
        return window == null ? "" : window.brief();
    }

    private String render(String lead, String window, String body) {
        return Stream.of(lead, window, body, mark, link)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    boolean isWhole(String text) {
        return List.of(full(), brief()).stream()
                .anyMatch(window -> render(lead, window, body).equals(text));
    }
}
