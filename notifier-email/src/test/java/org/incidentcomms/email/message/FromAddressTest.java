package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromAddressTest {

    @Test
    void readsANameAndAnAddress() {
        assertThat(FromAddress.parse("ClickTime Status <status@clicktime.example>"))
                .isEqualTo(new FromAddress("ClickTime Status", "status@clicktime.example"));
        assertThat(FromAddress.parse("\"Status, ClickTime\" <status@clicktime.example>")
                        .header())
                .isEqualTo("\"Status, ClickTime\" <status@clicktime.example>");
        assertThat(FromAddress.parse(" status@clicktime.example ").header()).isEqualTo("status@clicktime.example");
    }

    @Test
    void encodesANameThatIsNotAscii() {
        assertThat(FromAddress.parse("Störungsdienst <status@clicktime.example>")
                        .header())
                .matches("=\\?UTF-8\\?B\\?[A-Za-z0-9+/=]+\\?= <status@clicktime.example>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a@b@c", "x <a@b>\r\nBcc: c@d", "a b@c.example"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> FromAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
