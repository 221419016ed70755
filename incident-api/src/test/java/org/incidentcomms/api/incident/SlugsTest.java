package org.incidentcomms.api.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System Temporarily Unavailable|system-temporarily-unavailable",
                "Update on Feb. 2 Performance Issues|update-on-feb-2-performance-issues",
                "ClickTime – Scheduled Maintenance|clicktime-scheduled-maintenance",
                "We've fixed it|weve-fixed-it",
                "  --Störung! Größe & Œuvre--  |storung-grosse-uvre",
                "ﬁne ½|fine-1-2",
                "../../etc/passwd|etc-passwd",
                "障害|incident",
                "🔥🔥|incident"
            })
    void a_slug_is_readable_and_of_plain_letters(String title, String slug) {
        assertThat(Slugs.slugified(title, "incident")).isEqualTo(slug);
    }

    @Test
    void a_long_title_is_cut_between_words() {
        String slug = Slugs.slugified("slow ".repeat(60), "incident");

        assertThat(slug)
                .hasSizeLessThanOrEqualTo(Slugs.LONGEST)
                .endsWith("-slow")
                .startsWith("slow-slow");
    }

    @Test
    void a_word_without_end_is_cut_all_the_same() {
        assertThat(Slugs.slugified("a".repeat(500), "incident")).hasSize(Slugs.LONGEST);
    }
}
