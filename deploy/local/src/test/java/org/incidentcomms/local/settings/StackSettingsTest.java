package org.incidentcomms.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTest {

    @Test
    void theOffsetMovesEveryPort() {
        StackSettings plain = of(Map.of());
        StackSettings moved = of(Map.of("PORT_OFFSET", "100"));
        for (StackPort port : StackPort.values()) {
            assertThat(moved.port(port)).isEqualTo(plain.port(port) + 100);
        }
        assertThat(moved.http(StackPort.INCIDENT_API)).hasToString("http://localhost:8180");
    }

    @Test
    void anOffsetThatIsNoNumberOrTooLargeIsRefusedByName() {
        assertThatThrownBy(() -> of(Map.of("PORT_OFFSET", "many"))).hasMessageContaining("PORT_OFFSET");
        assertThatThrownBy(() -> of(Map.of("PORT_OFFSET", "60000"))).hasMessageContaining("PORT_OFFSET");
    }

    @Test
    void eachServiceHasADatabaseOfItsOwnAlsoOnAServerOfTheUsers() {
        assertThat(of(Map.of()).jdbcUrl("incident_api")).isEqualTo("jdbc:postgresql://127.0.0.1:15432/incident_api");
        StackSettings outside = of(Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db:5433/any?ssl=true"));
        assertThat(outside.jdbcUrl("notifier_email")).isEqualTo("jdbc:postgresql://db:5433/notifier_email?ssl=true");
    }

    @Test
    void anEmptyVariableIsNotSet() {
        assertThat(of(Map.of("SMTP_HOST", "")).mailsOutside()).isFalse();
        assertThat(of(Map.of("SMTP_HOST", "mail.example.org")).mailsOutside()).isTrue();
        assertThat(of(Map.of("SMTP_RELAYS", "mail.example.org:25")).mailsOutside())
                .isTrue();
    }

    private static StackSettings of(Map<String, String> environment) {
        return StackSettings.of(Path.of("/project"), environment);
    }
}
