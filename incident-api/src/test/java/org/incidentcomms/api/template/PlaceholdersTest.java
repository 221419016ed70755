package org.incidentcomms.api.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

    @Test
    void values_are_put_in_as_text_and_not_looked_into_again() {
        String filled = Placeholders.filled(
                "{{a}} and {{ b }}, $1 \\ {b} {{a}}", Map.of("a", "{{b}} $0 \\", "b", "<script>{{a}}</script>"));

        assertThat(filled).isEqualTo("{{b}} $0 \\ and <script>{{a}}</script>, $1 \\ {b} {{b}} $0 \\");
    }

    @Test
    void names_are_found_once_and_in_their_order() {
        assertThat(Placeholders.in(List.of("{{zebra}} {{apple}}", "{{zebra}}{{x1_y}}")))
                .containsExactly("zebra", "apple", "x1_y");
        assertThat(Placeholders.in(List.of("{a} {{A}} {{}} {{a b}} {{1a}}"))).isEmpty();
    }

    @Test
    void braces_that_are_no_placeholder_are_seen() {
        assertThat(Placeholders.areWellFormed("{{a}} {b} }} {{{a}}{")).isTrue();
        for (String wrong : List.of("{{a", "{{A}}", "{{}}", "{{a b}}", "{{a.b}}")) {
            assertThat(Placeholders.areWellFormed(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void a_template_full_of_variables_with_long_values_does_not_fill_the_memory() {
        String bomb = "{{a}}".repeat(5_000);
        Assertions.assertTimeoutPreemptively(
                Patience.LIMIT,
                () -> assertThat(Placeholders.filled(bomb, Map.of("a", "x".repeat(25_000)))
                                .length())
                        .isGreaterThan(25_000)
                        .isLessThan(200_000));
    }
}
