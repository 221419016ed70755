package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmtpServerTest {

    @Test
    void oneConnectionIsTooFewAndTheErrorSaysWhichSettingAndWhy() {
        assertThatThrownBy(() -> SmtpTransport.plain("127.0.0.1", 25, 1, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SMTP_CONNECTIONS")
                .hasMessageContaining("at least 2");
    }

    @Test
    void aUsernameWithoutAPasswordIsAMistake() {
        assertThatThrownBy(() -> server("relay", null, Duration.ofSeconds(20))).hasMessageContaining("SMTP_PASSWORD");
        assertThatThrownBy(() -> server(null, "secret", Duration.ofSeconds(20)))
                .hasMessageContaining("SMTP_USERNAME")
                .hasMessageNotContaining("secret");
    }

    @Test
    void nobodyKeepsAnUnusedConnectionOpenForLong() {
        assertThatThrownBy(() -> server(null, null, Duration.ofMinutes(1))).hasMessageContaining("SMTP_IDLE_TIMEOUT");
    }

    @Test
    void theReplyToAMessageIsAwaitedForTenMinutesUnlessAShorterTimeIsSet() {
        SmtpServer server = server(null, null, Duration.ofSeconds(1));
        assertThat(server.dataTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(server.longestReply()).isEqualTo(Duration.ofMinutes(10));
    }

    private static SmtpServer server(@Nullable String username, @Nullable String password, Duration idle) {
        Duration second = Duration.ofSeconds(1);
        return new SmtpServer(
                "127.0.0.1", 25, SmtpSecurity.NONE, username, password, 8, null, second, second, second, idle);
    }
}
