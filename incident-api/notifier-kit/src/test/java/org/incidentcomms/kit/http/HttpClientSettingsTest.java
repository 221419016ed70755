package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientSettingsTest {
    private static final HttpClientSettings SETTINGS = HttpClientSettings.of("test");

    @Test
    void without_a_proxy_the_jvms_properties_count() {
        assertThat(SETTINGS.through(Optional.empty()).proxies()).isSameAs(SETTINGS.proxies());
        assertThat(SETTINGS.through(Optional.of(" ")).proxies()).isSameAs(SETTINGS.proxies());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "proxy:3128",
                "https://proxy:3128",
                "http://proxy",
                "http://ada:secret@proxy:1",
                "http:// "
            })
    void a_proxy_that_cannot_be_right_is_refused_by_name(String proxy) {
        assertThatThrownBy(() -> SETTINGS.through(Optional.of(proxy)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("OUTBOUND_PROXY ")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "/hook", "http:///hook", "file:///etc/passwd", "mailto:a@b.c"})
    void only_web_addresses_are_called(String address) {
        assertThatThrownBy(() -> OutboundRequest.get(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_header_cannot_smuggle_another_one_in() {
        OutboundRequest request = OutboundRequest.get(URI.create("https://example.com/"));

        assertThatThrownBy(() -> request.with("X-Name", "a\r\nX-Other: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header X-Name holds a control character");
    }
}
