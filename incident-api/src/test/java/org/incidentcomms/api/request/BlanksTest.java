package org.incidentcomms.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.incidentcomms.service.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlanksTest {
    private final Blanks blanks = new Blanks(() -> Set.of("what we changed", "why"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We have {{ what }} for you.   | {{ what }}",
                "Since {{since}} it is slow.   | {{since}}",
                "Now [what we changed] helps.  | [what we changed]",
                "## Why\\n\\n[ Why ]           | [ Why ]"
            })
    void a_blank_is_named_with_its_field(String text, String blank) {
        assertThatThrownBy(() -> blanks.requireFilled(Map.of("message", text.replace("\\n", "\n"))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.violations()).singleElement().satisfies(violation -> {
                        assertThat(violation.field()).isEqualTo("message");
                        assertThat(violation.message()).contains(blank);
                    });
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A [link](https://status.example) and [why](https://status.example/why).",
                "A reference: [why][1], and [why]\n\n[why]: https://status.example/why",
                "Undeclared: [sic], [1], [x] done",
                "{one} { {two} }",
                "[",
                ""
            })
    void links_and_other_brackets_are_text(String text) {
        assertThatCode(() -> blanks.requireFilled(Map.of("message", text))).doesNotThrowAnyException();
    }
}
