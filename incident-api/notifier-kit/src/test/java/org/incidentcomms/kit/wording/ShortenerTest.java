package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortenerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Short enough. | 13 | Short enough.",
                "One sentence. And another one. | 20 | One sentence. …",
                "We saw it on Feb. 2 and 3. Then it was gone for good. | 24 | We saw it on Feb. 2 and…",
                "This sentence, however, goes on and on | 25 | This sentence, however…",
                "Donaudampfschifffahrtsgesellschaft | 12 | Donaudampfs…",
                "a | 0 | ''"
            })
    void a_text_is_cut_where_a_reader_would(String text, int room, String cut) {
        assertThat(Shortener.cut(text, room, Weigher.CODE_POINTS)).isEqualTo(cut);
    }

    @Test
    void no_character_of_several_parts_is_torn() {
        String family = "👨‍👩‍👧‍👦";

        assertThat(Shortener.cut(
                        family.repeat(9), 3 * family.codePointCount(0, family.length()) + 2, Weigher.CODE_POINTS))
                .isEqualTo(family.repeat(3) + "…");
    }
}
