package org.incidentcomms.api.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "https://updates.example.com, ' https://updates.example.com'",
        "https://example.com:8443/email, ' https://example.com:8443'",
        "/email, ''"
    })
    void requestsMayGoToNotifierEmailsOriginUnlessItIsTheConsolesOwn(URI email, String source) {
        assertThat(ContentPolicy.of(config(email))).contains("connect-src 'self'" + source + ";");
    }

    @Test
    void withoutOneRequestsMayGoToTheConsoleOnly() {
        assertThat(ContentPolicy.of(config(null))).contains("connect-src 'self';");
    }

    @ParameterizedTest
    @ValueSource(strings = {"updates.example.com", "javascript:alert(1)", "//updates.example.com", "email"})
    void whatIsNoAddressIsRefusedWithTheNameOfTheSetting(URI email) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentPolicy.of(config(email)))
                .withMessageContaining("CONSOLE_EMAIL_URL");
    }

    private static ConsoleConfig config(@Nullable URI email) {
        return new ConsoleConfig() {
            @Override
            public java.time.Duration undo() {
                return java.time.Duration.ZERO;
            }

            @Override
            public Optional<URI> oidcIssuer() {
                return Optional.empty();
            }

            @Override
            public Optional<String> oidcClientId() {
                return Optional.empty();
            }

            @Override
            public String oidcScope() {
                return "openid";
            }

            @Override
            public Optional<URI> emailUrl() {
                return Optional.ofNullable(email);
            }
        };
    }
}
