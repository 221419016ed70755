package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.kit.http.Calls.post;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the client connects to: never inside our network for a stranger, and by way of a proxy where one is set. */
@Timeout(60)
class OutboundAddressIT {
    private static final HttpClientSettings PATIENT = HttpClientSettings.of("test");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void a_strangers_target_inside_our_network_is_not_connected_to() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            ChannelHttpClient client = new ChannelHttpClient(PATIENT.toStrangers());
            for (String host : List.of("127.0.0.1", "localhost")) {
                assertThatThrownBy(() -> post(client, server.uri(host, "/"), "{}"))
                        .isInstanceOf(PrivateAddressException.class);
            }
            ChannelHttpClient named = new ChannelHttpClient(PATIENT.toStrangers(), host -> loopback());
            assertThatThrownBy(() -> post(named, server.uri("innocent.example.com", "/"), "{}"))
                    .isInstanceOf(PrivateAddressException.class);

            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void the_address_that_was_checked_is_the_one_connected_to() throws Exception {
        InetAddress inside = InetAddress.getByName("127.0.0.2");
        Queue<InetAddress> answers = new ArrayDeque<>(List.of(InetAddress.getLoopbackAddress(), inside));
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            ChannelHttpClient client = new ChannelHttpClient(
                    PATIENT.to(address -> !address.equals(inside)), host -> new InetAddress[] {answers.remove()});

            assertThat(post(client, server.uri("rebinding.example.com", "/"), "{}")
                            .status())
                    .isEqualTo(200);
            assertThatThrownBy(() -> post(client, server.uri("rebinding.example.com", "/"), "{}"))
                    .isInstanceOf(PrivateAddressException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void of_several_addresses_only_permitted_ones_are_tried() throws Exception {
        InetAddress inside = InetAddress.getByName("127.0.0.2");
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            ChannelHttpClient client = new ChannelHttpClient(PATIENT.to(address -> !address.equals(inside)), host ->
                    new InetAddress[] {inside, InetAddress.getLoopbackAddress()});

            assertThat(post(client, server.uri("both.example.com", "/"), "{}").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_proxy_is_gone_through_and_looks_the_name_up_itself() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.answering(OK)) {
            HttpClientSettings settings =
                    PATIENT.toStrangers().through(Optional.of("http://127.0.0.1:" + proxy.port()));
            ChannelHttpClient client = new ChannelHttpClient(settings, host -> {
                throw new UnknownHostException("nobody should look up " + host);
            });

            assertThat(post(client, URI.create("http://chat.example.com/hook"), "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request).startsWith("POST http://chat.example.com/hook HTTP/1.1\r\n"));
            for (String address : List.of("http://169.254.169.254/", "http://[::1]/")) {
                assertThatThrownBy(() -> post(client, URI.create(address), "{}"))
                        .isInstanceOf(PrivateAddressException.class);
            }
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_proxy_that_opens_no_tunnel_has_sent_nothing() throws Exception {
        URI target = URI.create("https://chat.example.com/hook");
        try (ScriptedServer proxy = ScriptedServer.answering("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")) {
            ChannelHttpClient client = through(proxy);

            assertThatThrownBy(() -> post(client, target, "{}")).isInstanceOf(ConnectException.class);
            assertThat(proxy.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request).startsWith("CONNECT chat.example.com:443 "));
        }
        try (ScriptedServer proxy = ScriptedServer.answering("HTTP/1.1 407 Who\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(post(through(proxy), target, "{}").status()).isEqualTo(407);
        }
    }

    private static ChannelHttpClient through(ScriptedServer proxy) {
        return new ChannelHttpClient(PATIENT.through(Optional.of("http://127.0.0.1:" + proxy.port())));
    }

    private static InetAddress[] loopback() {
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }
}
