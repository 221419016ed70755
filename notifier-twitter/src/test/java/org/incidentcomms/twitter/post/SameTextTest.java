package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SameTextTest {

    @Test
    void what_x_changes_in_a_post_makes_no_difference() {
        assertThat(SameText.is("Cafe\u0301 is down.\n\nhttps://a.com/", "Café is  down.\nhttps://a.com"))
                .isTrue();
        assertThat(SameText.is("see clicktime\u2060.com ⚠️", "see clicktime.com ⚠"))
                .isTrue();
        assertThat(SameText.is("Fixed.", "@clicktime Fixed.")).isTrue();
    }

    @Test
    void other_words_are_another_post() {
        assertThat(SameText.is("Down (update 2, 14:00 UTC)", "Down (update 3, 14:00 UTC)"))
                .isFalse();
        assertThat(SameText.is("Down", "down")).isFalse();
    }
}
