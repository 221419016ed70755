package org.incidentcomms.twitter.post;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextFingerprintTest {

    @Test
    void what_x_changes_in_a_post_makes_no_difference() {
        assertThat(TextFingerprint.is("Cafe\u0301 is down.\n\nhttps://a.com/", "Café is  down.\nhttps://a.com"))
                .isTrue();
        assertThat(TextFingerprint.is("see clicktime\u2060.com ⚠️", "see clicktime.com ⚠"))
                .isTrue();
        assertThat(TextFingerprint.is("See ClickTime.com", "See http://ClickTime.com"))
                .isTrue();
        assertThat(TextFingerprint.is("Fixed.", "@clicktime Fixed.")).isTrue();
    }

    @Test
    void other_words_are_another_post() {
        assertThat(TextFingerprint.is("Down (update 2, 14:00 UTC)", "Down (update 3, 14:00 UTC)"))
                .isFalse();
        assertThat(TextFingerprint.is("Down", "down")).isFalse();
    }
}
