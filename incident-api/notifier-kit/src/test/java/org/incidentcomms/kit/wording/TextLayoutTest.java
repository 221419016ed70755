package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.incidentcomms.kit.wording.TextLayout.Fitted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLayoutTest {
    private static final String LINK = "https://status.example.com/incidents/slow";
    private static final List<String> WINDOWS = List.of(
            "Now Saturday, August 5, 2026, from 10:00 am to 4:00 pm PDT, instead of Friday, August 4, 2026, from 10:00 am.",
            "Now Sat, Aug 5, 10:00 am – 4:00 pm PDT.");
    private static final String BODY =
            "We are moving the database. Reports may be late. ".repeat(20).strip();

    @Test
    void what_fits_is_told_in_whole_from_top_to_bottom() {
        TextLayout layout = new TextLayout("Moved", WINDOWS, "We need longer.", "(update 2)", LINK);

        assertThat(layout.fit(1000, Weigher.CODE_POINTS))
                .isEqualTo(new Fitted(
                        "Moved\n\n" + WINDOWS.getFirst() + "\n\nWe need longer.\n\n(update 2)\n\n" + LINK, true));
    }

    @Test
    void a_shorter_form_of_the_window_comes_before_cutting_the_message() {
        TextLayout layout = new TextLayout("Moved", WINDOWS, "We need longer.", "", "");

        assertThat(layout.fit(100, Weigher.CODE_POINTS))
                .isEqualTo(new Fitted("Moved\n\n" + WINDOWS.getLast() + "\n\nWe need longer.", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 200, 280, 300, 500, 1000})
    void the_message_is_cut_between_sentences_and_window_and_link_are_kept(int limit) {
        Fitted fitted = new TextLayout("Moved", WINDOWS, BODY, "", LINK).fit(limit, Weigher.CODE_POINTS);

        assertThat(fitted.whole()).isFalse();
        assertThat(fitted.text())
                .hasSizeLessThanOrEqualTo(limit)
                .startsWith("Moved\n\nNow Sat")
                .endsWith("\n\n" + LINK);
        assertThat(fitted.text().split("\n\n"))
                .hasSize(4)
                .satisfies(parts ->
                        assertThat(parts[2]).matches("(We are moving the database\\.|Reports may be late\\.| )+ …"));
    }

    @Test
    void where_there_is_no_room_for_a_message_the_opening_takes_it() {
        String opening = "Saturday's maintenance of the database in Oregon is moved by a week because of the holidays";
        Fitted fitted = new TextLayout(opening, WINDOWS, BODY, "", LINK).fit(140, Weigher.CODE_POINTS);

        assertThat(fitted.text())
                .isEqualTo(
                        "Saturday's maintenance of the database in Oregon is…\n\n" + WINDOWS.getLast() + "\n\n" + LINK);
    }

    @Test
    void a_long_opening_gives_way_to_the_message_only_where_room_is_short() {
        String opening = "All of it is slow. ".repeat(12).strip();
        TextLayout layout = new TextLayout(opening, TextLayout.NO_WINDOW, BODY, "", LINK);

        assertThat(layout.fit(280, Weigher.CODE_POINTS).text().indexOf("\n\n")).isLessThanOrEqualTo(110);
        assertThat(layout.fit(1000, Weigher.CODE_POINTS).text()).startsWith(opening + "\n\n");
    }

    @Test
    void words_of_the_operators_own_are_cut_as_they_are() {
        Fitted fitted = new TextLayout("", TextLayout.NO_WINDOW, BODY, "", "").fit(60, Weigher.CODE_POINTS);

        assertThat(fitted.text()).isEqualTo("We are moving the database. Reports may be late. …");
    }

    @Test
    void the_place_says_how_it_counts_and_cuts() {
        Weigher bytes = text -> text.getBytes(StandardCharsets.UTF_8).length;
        TextLayout layout =
                new TextLayout("Störung", TextLayout.NO_WINDOW, "Größere Störung überall. ".repeat(9), "", "");

        assertThat(layout.fit(100, bytes).text().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(100);
        assertThat(layout.fit(100, bytes, (text, room) -> text.length() <= room ? text : "cut")
                        .text())
                .isEqualTo("Störung\n\ncut");
    }
}
