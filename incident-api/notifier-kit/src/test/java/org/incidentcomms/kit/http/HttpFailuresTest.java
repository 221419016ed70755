package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFailuresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final HttpFailures ONCE = HttpFailures.of("The chat");
    private static final HttpFailures REPEATABLE = ONCE.whenRepeatable();
    private static final HttpFailures STRANGER = new HttpFailures("The webhook", Scope.DESTINATION, false);

    @ParameterizedTest
    @CsvSource({
        "301, parked invalid",
        "302, parked invalid",
        "304, parked invalid",
        "400, rejected invalid",
        "401, parked credentials",
        "402, parked budget_spent",
        "403, parked credentials",
        "404, rejected invalid",
        "405, rejected invalid",
        "407, parked credentials",
        "408, uncertain timed_out CHANNEL",
        "409, rejected invalid",
        "410, rejected invalid",
        "413, rejected invalid",
        "422, rejected invalid",
        "429, retry rate_limited CHANNEL",
        "500, uncertain temporary CHANNEL",
        "502, uncertain temporary CHANNEL",
        "503, uncertain temporary CHANNEL",
        "504, uncertain temporary CHANNEL",
        "521, uncertain temporary CHANNEL"
    })
    void each_status_has_one_meaning_for_what_must_not_be_done_twice(int status, String meaning) {
        for (String body : List.of("", "null", "[]", "{}", "no_team", "<html><body>x</body></html>", "{\"title\":7}")) {
            assertThat(said(ONCE.ofReply(Replies.reply(status, body), NOW)))
                    .as(body)
                    .isEqualTo(meaning);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "408, retry timed_out CHANNEL",
        "429, retry rate_limited CHANNEL",
        "500, retry temporary CHANNEL",
        "503, retry temporary CHANNEL",
        "401, parked credentials",
        "422, rejected invalid"
    })
    void nothing_is_uncertain_about_what_may_be_done_twice(int status, String meaning) {
        assertThat(said(REPEATABLE.ofReply(Replies.reply(status, ""), NOW))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "301, rejected invalid",
        "401, rejected credentials",
        "402, rejected budget_spent",
        "403, rejected credentials",
        "404, rejected no_such_recipient",
        "407, parked credentials",
        "410, rejected no_such_recipient",
        "422, rejected invalid",
        "429, retry rate_limited DESTINATION",
        "503, uncertain temporary DESTINATION"
    })
    void one_recipients_server_stops_nobody_else(int status, String meaning) {
        assertThat(said(STRANGER.ofReply(Replies.reply(status, ""), NOW))).isEqualTo(meaning);
    }

    @Test
    void the_server_is_left_alone_for_as_long_as_it_asks() {
        HttpReply busy = Replies.reply(429, "", "Retry-After", "30");
        HttpReply away = Replies.reply(503, "", "Retry-After", "Sun, 22 Nov 2026 12:05:00 GMT");

        assertThat(ONCE.ofReply(busy, NOW))
                .isEqualTo(new Retry(
                        FailureReason.RATE_LIMITED, Scope.CHANNEL, NOW.plusSeconds(30), "The chat answered 429"));
        assertThat(ONCE.ofReply(away, NOW))
                .isEqualTo(new Uncertain(
                        FailureReason.TEMPORARY, Scope.CHANNEL, NOW.plusSeconds(300), "The chat answered 503"));
        assertThat(REPEATABLE.ofReply(away, NOW))
                .isEqualTo(new Retry(
                        FailureReason.TEMPORARY, Scope.CHANNEL, NOW.plusSeconds(300), "The chat answered 503"));
    }

    @Test
    void a_redirect_says_why_it_is_not_followed() {
        assertThat(ONCE.ofReply(Replies.reply(301, ""), NOW))
                .isEqualTo(new Park(FailureReason.INVALID, "The chat answered 301 (redirects are not followed)"));
    }

    @Test
    void only_a_connection_never_made_is_certain() {
        for (IOException never : List.of(
                new ConnectException("refused"),
                new UnknownHostException("x"),
                new NoRouteToHostException("x"),
                new HttpConnectTimeoutException("slow"),
                new IOException("wrapped", new UnresolvedAddressException()))) {
            assertThat(said(ONCE.ofException(never))).isEqualTo("retry unreachable CHANNEL");
            assertThat(said(REPEATABLE.ofException(never))).isEqualTo("retry unreachable CHANNEL");
            assertThat(said(STRANGER.ofException(never))).isEqualTo("retry unreachable DESTINATION");
        }
        for (IOException tls : List.of(new SSLHandshakeException("no"), new SSLPeerUnverifiedException("other name"))) {
            assertThat(said(ONCE.ofException(tls))).isEqualTo("retry tls CHANNEL");
        }
    }

    @Test
    void a_request_that_may_have_arrived_is_uncertain_unless_it_may_be_repeated() {
        HttpTimeoutException slow = new HttpTimeoutException("slow");

        assertThat(said(ONCE.ofException(slow))).isEqualTo("uncertain timed_out CHANNEL");
        assertThat(said(REPEATABLE.ofException(slow))).isEqualTo("retry timed_out CHANNEL");
        for (IOException lost : List.of(
                new EOFException(), new SocketException("reset"), new InterruptedIOException(), new IOException("?"))) {
            assertThat(said(ONCE.ofException(lost))).isEqualTo("uncertain connection_lost CHANNEL");
            assertThat(said(REPEATABLE.ofException(lost))).isEqualTo("retry connection_lost CHANNEL");
        }
    }

    @Test
    void a_private_address_is_not_tried_again() {
        PrivateAddressException refused = new PrivateAddressException("inside.example.com");

        assertThat(said(STRANGER.ofException(refused))).isEqualTo("rejected policy");
        assertThat(said(ONCE.ofException(refused))).isEqualTo("parked policy");
    }

    private static String said(DeliveryResult result) {
        return switch (result) {
            case Retry(FailureReason reason, Scope scope, var earliest, String detail) ->
                "retry " + reason.label() + " " + scope;
            case Uncertain(FailureReason reason, Scope scope, var earliest, String detail) ->
                "uncertain " + reason.label() + " " + scope;
            case Park park -> "parked " + park.reason().label();
            case Rejected rejected -> "rejected " + rejected.reason().label();
            case DeliveryResult other -> other.toString();
        };
    }
}
