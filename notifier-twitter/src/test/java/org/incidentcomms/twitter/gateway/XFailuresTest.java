package org.incidentcomms.twitter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Park;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.incidentcomms.kit.channel.DeliveryResult.Retry;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.DeliveryResult.Uncertain;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.twitter.gateway.PostResult.Duplicate;
import org.incidentcomms.twitter.gateway.PostResult.Failed;
import org.incidentcomms.twitter.gateway.PostResult.ParentGone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XFailuresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String DUPLICATE =
            "{\"detail\":\"You are not allowed to create a Tweet with duplicate content.\",\"type\":\"about:blank\","
                    + "\"title\":\"Forbidden\",\"status\":403}";
    private static final String DELETED_PARENT =
            "{\"detail\":\"You attempted to reply to a Tweet that is deleted or not visible to you.\","
                    + "\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403}";
    private static final String NO_PERMISSION =
            "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"Your client app is not configured with the appropriate"
                    + " oauth1 app permissions for this endpoint.\","
                    + "\"type\":\"https://api.twitter.com/2/problems/oauth1-permissions\"}";

    @ParameterizedTest
    @CsvSource({
        "400, rejected invalid",
        "401, parked credentials",
        "402, parked budget_spent",
        "403, parked credentials",
        "404, parked invalid",
        "405, rejected invalid",
        "407, parked credentials",
        "408, uncertain timed_out CHANNEL",
        "413, rejected invalid",
        "422, rejected invalid",
        "429, retry rate_limited CHANNEL",
        "301, parked invalid",
        "500, uncertain temporary CHANNEL",
        "502, uncertain temporary CHANNEL",
        "503, uncertain temporary CHANNEL",
        "504, uncertain temporary CHANNEL",
        "521, uncertain temporary CHANNEL"
    })
    void each_status_has_one_meaning_for_a_post_of_its_own(int status, String meaning) {
        for (String body :
                List.of("", "null", "[]", "{}", "<html><body>Over capacity</body></html>", "{\"title\":7}")) {
            assertThat(said(XFailures.ofPost(reply(status, body), false, NOW)))
                    .as(body)
                    .isEqualTo(meaning);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 422})
    void a_refused_reply_is_tried_as_a_post_of_its_own(int status) {
        assertThat(XFailures.ofPost(reply(status, ""), true, NOW)).isInstanceOf(ParentGone.class);
        assertThat(XFailures.ofPost(reply(status, DELETED_PARENT), true, NOW)).isInstanceOf(ParentGone.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 429, 500, 503})
    void what_has_nothing_to_do_with_the_parent_is_no_reason_to_leave_the_thread(int status) {
        assertThat(XFailures.ofPost(reply(status, ""), true, NOW)).isInstanceOf(Failed.class);
    }

    @Test
    void a_missing_permission_parks_and_is_told_whether_replying_or_not() {
        for (boolean replying : new boolean[] {true, false}) {
            assertThat(result(XFailures.ofPost(reply(403, NO_PERMISSION), replying, NOW)))
                    .isEqualTo(new Park(
                            FailureReason.CREDENTIALS,
                            "X answered 403: Your client app is not configured with the appropriate oauth1 app"
                                    + " permissions for this endpoint."));
        }
    }

    @Test
    void a_duplicate_is_known_by_its_words_or_its_old_code() {
        assertThat(XFailures.ofPost(reply(403, DUPLICATE), true, NOW)).isInstanceOf(Duplicate.class);
        assertThat(XFailures.ofPost(
                        reply(403, "{\"errors\":[{\"code\":187,\"message\":\"Status is a duplicate.\"}]}"), false, NOW))
                .isInstanceOf(Duplicate.class);
    }

    @Test
    void refused_content_stops_only_itself() {
        assertThat(result(XFailures.ofPost(reply(403, "{\"detail\":\"This link is malware.\"}"), false, NOW)))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void a_rate_limit_waits_for_the_end_of_the_window_that_is_used_up() {
        Instant quarter = NOW.plusSeconds(600);
        Instant day = NOW.plusSeconds(40_000);

        assertThat(earliest(reply(429, "", "x-rate-limit-remaining", "0", "x-rate-limit-reset", epoch(quarter))))
                .isEqualTo(quarter);
        assertThat(earliest(reply(
                        429,
                        "",
                        "X-Rate-Limit-Remaining",
                        "80",
                        "X-Rate-Limit-Reset",
                        epoch(quarter),
                        "X-App-Limit-24hour-Remaining",
                        "0",
                        "X-App-Limit-24hour-Reset",
                        epoch(day))))
                .isEqualTo(day);
        assertThat(earliest(reply(
                        429,
                        "",
                        "x-rate-limit-remaining",
                        "0",
                        "x-rate-limit-reset",
                        epoch(quarter),
                        "x-user-limit-24hour-remaining",
                        "3",
                        "x-user-limit-24hour-reset",
                        epoch(day))))
                .isEqualTo(quarter);
        assertThat(earliest(reply(429, "", "x-rate-limit-reset", epoch(quarter))))
                .isEqualTo(quarter);
        assertThat(earliest(reply(429, "", "retry-after", "30"))).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void a_reset_that_cannot_be_is_bounded() {
        assertThat(earliest(reply(429, "", "x-rate-limit-reset", epoch(NOW.minusSeconds(90)))))
                .isEqualTo(NOW.plusSeconds(1));
        assertThat(earliest(reply(429, "", "x-rate-limit-reset", Long.toString(NOW.toEpochMilli()))))
                .isEqualTo(NOW.plusSeconds(25 * 3600));
        assertThat(earliest(reply(429, "", "x-rate-limit-reset", "soon"))).isNull();
    }

    @Test
    void a_months_cap_without_an_end_parks() {
        String capped = "{\"title\":\"UsageCapExceeded\",\"detail\":\"Usage cap exceeded: Monthly product cap\","
                + "\"type\":\"https://api.twitter.com/2/problems/usage-capped\"}";

        assertThat(said(XFailures.ofPost(reply(429, capped), false, NOW))).isEqualTo("parked budget_spent");
    }

    @Test
    void what_the_operator_is_told_is_one_short_line() {
        String detail = "{\"detail\":\"%s\\n\\u202Ex\"}".formatted("long ".repeat(200));

        assertThat(((Uncertain) result(XFailures.ofPost(reply(503, detail), false, NOW))).detail())
                .startsWith("X answered 503: long long")
                .hasSizeLessThan(280)
                .doesNotContain("\n", "\u202E");
        assertThat(((Uncertain) result(XFailures.ofPost(
                                reply(502, "<html><head><title>502 Bad Gateway</title></head></html>"), false, NOW)))
                        .detail())
                .isEqualTo("X answered 502: 502 Bad Gateway");
    }

    @Test
    void only_a_connection_never_made_is_certain() {
        for (IOException never : List.of(
                new ConnectException("refused"),
                new UnknownHostException("x"),
                new HttpConnectTimeoutException("slow"),
                new IOException("wrapped", new UnresolvedAddressException()))) {
            assertThat(said(XFailures.ofPost(never))).isEqualTo("retry unreachable CHANNEL");
        }
        assertThat(said(XFailures.ofPost(new SSLHandshakeException("no")))).isEqualTo("retry tls CHANNEL");
        assertThat(said(XFailures.ofPost(new HttpTimeoutException("slow")))).isEqualTo("uncertain timed_out CHANNEL");
        for (IOException lost :
                List.of(new EOFException(), new SocketException("reset"), new IOException("HTTP/1.1 header parser"))) {
            assertThat(said(XFailures.ofPost(lost))).isEqualTo("uncertain connection_lost CHANNEL");
        }
    }

    @Test
    void nothing_is_uncertain_about_reading() {
        assertThat(said(XFailures.ofRead(new HttpTimeoutException("slow")))).isEqualTo("retry timed_out CHANNEL");
        assertThat(said(XFailures.ofRead(reply(503, ""), NOW))).isEqualTo("retry temporary CHANNEL");
        assertThat(said(XFailures.ofRead(reply(401, ""), NOW))).isEqualTo("parked credentials");
    }

    /** X says 401 to a signature of another time as it does to a wrong key; nobody has to act for the keys then. */
    @Test
    void a_wrong_clock_is_not_taken_for_wrong_keys() {
        for (int minutes : List.of(-10, 10)) {
            String theirs = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.now().plus(Duration.ofMinutes(minutes)).atOffset(ZoneOffset.UTC));
            PostResult told = XFailures.ofPost(reply(401, "", "Date", theirs), false, NOW);
            assertThat(said(told)).isEqualTo("retry temporary CHANNEL");
            assertThat(((Retry) result(told)).detail())
                    .contains(minutes < 0 ? "ahead of X's" : "behind X's")
                    .contains("set it");
        }
        String ours = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
        assertThat(said(XFailures.ofPost(reply(401, "", "Date", ours), false, NOW)))
                .isEqualTo("parked credentials");
    }

    private static DeliveryResult result(PostResult answer) {
        return ((Failed) answer).result();
    }

    private static @Nullable Instant earliest(HttpReply reply) {
        return ((Retry) result(XFailures.ofPost(reply, false, NOW))).earliest();
    }

    private static String said(PostResult answer) {
        return answer instanceof Failed(DeliveryResult result) ? said(result) : answer.toString();
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

    private static String epoch(Instant at) {
        return Long.toString(at.getEpochSecond());
    }

    private static HttpReply reply(int status, String body, String... headers) {
        Map<String, List<String>> map = IntStream.range(0, headers.length / 2)
                .boxed()
                .collect(Collectors.toMap(i -> headers[2 * i], i -> List.of(headers[2 * i + 1])));
        return new HttpReply(status, HttpHeaders.of(map, (name, value) -> true), body);
    }
}
