package org.incidentcomms.email.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleOriginsTest {

    @Test
    void originsAreReadInTheFormInWhichBrowsersSendThem() {
        assertThat(ConsoleOrigins.of(List.of("https://Console.example.com/", " http://localhost:8080", "https://a:443"))
                        .all())
                .containsExactlyInAnyOrder("https://console.example.com", "http://localhost:8080", "https://a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "",
                "console.example.com",
                "https://console.example.com/path",
                "https://ada@console.example.com",
                "https://console.example.com?x",
                "file:///x",
                "https://a b"
            })
    void whatIsNoOriginIsRefusedWithTheNameOfTheSetting(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleOrigins.of(List.of(origin)))
                .withMessageContaining("EMAIL_CONSOLE_ORIGINS");
    }
}
