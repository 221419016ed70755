package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.incidentcomms.email.smtp.SmtpRelays.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpRelaysTest {

    @Test
    void severalRelaysWithTheirWeights() {
        assertThat(relays("smtp1.example.com:587, smtp2.example.com:25;weight=2,[2001:db8::1]:465"))
                .containsExactly(
                        new Address("smtp1.example.com", 587, 1),
                        new Address("smtp2.example.com", 25, 2),
                        new Address("2001:db8::1", 465, 1));
    }

    @Test
    void withoutThemTheSingleOneAndItsDefaults() {
        assertThat(SmtpRelays.parse(Optional.empty(), Optional.empty(), Optional.empty()))
                .containsExactly(new Address("localhost", 25, 1));
        assertThat(SmtpRelays.parse(Optional.empty(), Optional.of("smtp.example.com"), Optional.of(587)))
                .containsExactly(new Address("smtp.example.com", 587, 1));
    }

    @Test
    void bothKindsOfSettingsAreAMistake() {
        assertThatThrownBy(() -> SmtpRelays.parse(Optional.of("a:1"), Optional.of("b"), Optional.empty()))
                .hasMessageContaining("SMTP_RELAYS and SMTP_HOST are both set");
        assertThatThrownBy(() -> SmtpRelays.parse(Optional.of("a:1"), Optional.empty(), Optional.of(25)))
                .hasMessageContaining("SMTP_RELAYS and SMTP_PORT are both set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:",
                ":25",
                "a:0",
                "a:65536",
                "a:25,",
                "a:25;weight=0",
                "a:25;weight=101",
                "a:25;wait=1",
                "a b:25",
                "2001:db8::1:25",
                "a:999999"
            })
    void aMistakeIsNamed(String relays) {
        assertThatThrownBy(() -> relays(relays))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SMTP_RELAYS")
                .hasMessageContaining("host:port");
    }

    @Test
    void aRelayNamedTwiceIsAMistake() {
        assertThatThrownBy(() -> relays("a:25,a:25;weight=2")).hasMessageContaining("twice");
    }

    private static List<Address> relays(String relays) {
        return SmtpRelays.parse(Optional.of(relays), Optional.empty(), Optional.empty());
    }
}
