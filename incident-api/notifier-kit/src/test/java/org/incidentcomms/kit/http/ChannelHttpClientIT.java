package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.incidentcomms.kit.http.Calls.get;
import static org.incidentcomms.kit.http.Calls.post;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLHandshakeException;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, once, and what is read of the reply, and for how long. */
@Timeout(60)
class ChannelHttpClientIT {
    private static final HttpClientSettings PATIENT = HttpClientSettings.of("test");
    private static final HttpClientSettings IMPATIENT = PATIENT.within(Duration.ofMillis(500), Duration.ofMillis(700));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Seen: a\r\nx-seen: b\r\n\r\nok";
    private static final HttpFailures FAILURES = HttpFailures.of("The chat");

    @Test
    void a_request_arrives_as_it_was_made_and_the_reply_as_it_was_sent() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            HttpReply reply = post(
                    new ChannelHttpClient(PATIENT), server.uri("127.0.0.1", "/hook?a=1"), "{\"text\":\"Zürich 🔴\"}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("ok");
            assertThat(reply.headers().allValues("X-SEEN")).containsExactly("a", "b");
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("POST /hook?a=1 HTTP/1.1\r\n")
                            .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
                            .containsIgnoringCase("\r\nuser-agent: test\r\n")
                            .containsIgnoringCase("\r\nhost: 127.0.0.1:" + server.port() + "\r\n")
                            .doesNotContainIgnoringCase("upgrade")
                            .doesNotContainIgnoringCase("accept-encoding")
                            .endsWith("\r\n\r\n{\"text\":\"Zürich 🔴\"}"));
        }
    }

    @Test
    void a_reply_without_a_body_is_complete() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            HttpReply reply = get(new ChannelHttpClient(PATIENT), server.uri());

            assertThat(reply.isSuccess()).isTrue();
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void no_connection_is_kept_that_the_server_might_close_under_the_next_request() throws Exception {
        try (ScriptedServer server = new ScriptedServer(out -> {
            out.write(ScriptedServer.bytes(OK));
            new CountDownLatch(1).await(); // ready for more
        })) {
            ChannelHttpClient client = new ChannelHttpClient(PATIENT);
            get(client, server.uri());
            get(client, server.uri());

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Slow", "503 Busy"})
    void a_busy_server_is_asked_once(String status) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 " + status + "\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
            ChannelHttpClient client = new ChannelHttpClient(PATIENT);
            get(client, server.uri());
            post(client, server.uri(), "{}");

            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "no HTTP at all\r\n\r\n"
            })
    void a_reply_that_is_cut_is_uncertain_and_nothing_is_sent_again(String answer) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            ChannelHttpClient client = new ChannelHttpClient(PATIENT);
            IOException ofPost = catchThrowableOfType(IOException.class, () -> post(client, server.uri(), "{}"));
            IOException ofGet = catchThrowableOfType(IOException.class, () -> get(client, server.uri()));

            assertThat(server.requests()).hasSize(2);
            assertThat(FAILURES.ofException(ofPost)).isInstanceOf(Uncertain.class);
            assertThat(FAILURES.whenRepeatable().ofException(ofGet)).isInstanceOf(Retry.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTP/1.1 200 OK\r\nX-Long: ", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin"})
    void a_reply_that_drips_ends_at_the_limit_of_the_whole_call(String begin) throws Exception {
        try (ScriptedServer server = new ScriptedServer(out -> {
            out.write(ScriptedServer.bytes(begin));
            while (!begin.isEmpty()) {
                out.write('.');
                out.flush();
                Thread.sleep(20);
            }
            new CountDownLatch(1).await(); // silent
        })) {
            HttpTimeoutException slow = catchThrowableOfType(
                    HttpTimeoutException.class, () -> post(new ChannelHttpClient(IMPATIENT), server.uri(), "{}"));

            assertThat(slow).isNotInstanceOf(HttpConnectTimeoutException.class);
            assertThat(FAILURES.ofException(slow)).isInstanceOf(Uncertain.class);
            if (!begin.isEmpty()) {
                assertThat(server.awaitBroken())
                        .as("the connection is given up")
                        .isNotNull();
            }
        }
    }

    @Test
    void a_name_that_is_looked_up_for_too_long_is_certainly_not_sent_to() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            ChannelHttpClient client = new ChannelHttpClient(IMPATIENT, host -> {
                awaitUninterruptibly(found);
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            });

            assertThatThrownBy(() -> post(client, server.uri("slow.example.com", "/"), "{}"))
                    .isInstanceOf(HttpConnectTimeoutException.class)
                    .satisfies(e ->
                            assertThat(FAILURES.ofException((IOException) e)).isInstanceOf(Retry.class));
            assertThat(server.requests()).isEmpty();
        } finally {
            found.countDown();
        }
    }

    @Test
    void who_is_interrupted_stops_waiting() throws Exception {
        try (ScriptedServer server = new ScriptedServer(out -> new CountDownLatch(1).await())) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    post(
                            new ChannelHttpClient(PATIENT.within(Duration.ofSeconds(5), Duration.ofHours(1))),
                            server.uri(),
                            "{}");
                } catch (IOException e) {
                    ended.complete(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            server.awaitRequest();
            caller.interrupt();

            assertThat(ended.get()).isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void a_refused_connection_is_certain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(
                        () -> post(new ChannelHttpClient(PATIENT), URI.create("http://127.0.0.1:" + port + "/"), "{}"))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void what_fails_before_tls_is_agreed_on_is_certain() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK);
                ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    closing.accept().close();
                } catch (IOException e) {
                    // the client sees it
                }
            });
            ChannelHttpClient client = new ChannelHttpClient(PATIENT);
            IOException cut = catchThrowableOfType(
                    IOException.class,
                    () -> post(client, URI.create("https://127.0.0.1:" + closing.getLocalPort() + "/"), "{}"));
            assertThat(FAILURES.ofException(cut)).isInstanceOf(Retry.class);

            try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> {
                    try (var socket = plain.accept()) {
                        socket.getOutputStream().write(ScriptedServer.bytes(OK));
                        socket.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        // the client sees it
                    }
                });
                assertThatThrownBy(
                                () -> post(client, URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"), "{}"))
                        .isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirects_are_not_followed(int status) throws Exception {
        try (ScriptedServer elsewhere = ScriptedServer.answering(OK);
                ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status + " Moved\r\nLocation: "
                        + elsewhere.uri() + "\r\nContent-Length: 0\r\n\r\n")) {
            ChannelHttpClient client = new ChannelHttpClient(PATIENT);

            assertThat(post(client, server.uri(), "{}").status()).isEqualTo(status);
            assertThat(get(client, server.uri()).status()).isEqualTo(status);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Content-Length: 1000000000000"})
    void of_an_endless_body_only_the_beginning_is_read(String header) throws Exception {
        try (ScriptedServer server = new ScriptedServer(out -> {
            out.write(ScriptedServer.bytes("HTTP/1.1 503 Busy\r\n" + header + "\r\n\r\n"));
            byte[] block = ScriptedServer.bytes("x".repeat(8192));
            while (true) {
                out.write(block);
            }
        })) {
            HttpReply reply = post(new ChannelHttpClient(PATIENT.reading(10_000)), server.uri(), "{}");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).isEqualTo("x".repeat(10_000));
            assertThat(server.awaitBroken()).as("the rest is not read").isNotNull();
        }
    }

    @Test
    void endless_headers_are_not_read() throws Exception {
        for (String header : List.of("x".repeat(1000), "X: y\r\n")) {
            try (ScriptedServer server = new ScriptedServer(out -> {
                out.write(ScriptedServer.bytes("HTTP/1.1 200 OK\r\n"));
                while (true) {
                    out.write(ScriptedServer.bytes(header));
                }
            })) {
                assertThatThrownBy(() -> post(new ChannelHttpClient(PATIENT), server.uri(), "{}"))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(HttpTimeoutException.class);
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
