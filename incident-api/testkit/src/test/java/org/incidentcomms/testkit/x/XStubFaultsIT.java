package org.incidentcomms.testkit.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.junit.jupiter.api.Test;

/** Lost answers, refusals, limits and a timeline that lags. */
class XStubFaultsIT extends XStubFixture {
    @Test
    void anAnswerCanBeLostAfterThePostWasTaken() throws Exception {
        stub.faults().nextPosts(1, XFault.ANSWER_LOST_TAKEN);
        stub.faults().nextPosts(1, XFault.ANSWER_LOST_NOT_TAKEN);
        assertThatThrownBy(() -> post("Taken")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("Not taken")).isInstanceOf(IOException.class);
        post("Third");
        assertThat(stub.posts()).extracting(XPost::text).containsExactly("Taken", "Third");
        assertThat(stub.requests()).hasSize(3);
        assertThat(stub.faults().met(XFault.ANSWER_LOST_TAKEN)).isEqualTo(1);
    }

    @Test
    void anAnswerCanNeverCome() {
        stub.faults().nextPosts(1, XFault.SILENT_TAKEN);
        assertThatThrownBy(() -> http.send(
                        signed("POST", "tweets", json("Taken", null))
                                .timeout(Duration.ofMillis(300))
                                .build(),
                        BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        await().until(() -> !stub.posts().isEmpty());
        assertThat(stub.posts()).extracting(XPost::text).containsExactly("Taken");
    }

    @Test
    void refusalsLookLikeThoseOfX() throws Exception {
        stub.faults().nextPosts(1, XFault.UNAVAILABLE_TAKEN);
        stub.faults().nextPosts(1, XFault.UNAVAILABLE_NOT_TAKEN);
        stub.faults().nextPosts(1, XFault.BAD_GATEWAY_HTML);
        stub.faults().nextPosts(1, XFault.CREDITS_DEPLETED);
        stub.faults().nextPosts(1, XFault.UNAUTHORIZED);
        stub.faults().nextPosts(1, XFault.NO_WRITE_PERMISSION);
        stub.faults().rateLimit(Call.CREATE, 1, Duration.ofSeconds(30));

        assertThat(status("Taken")).isEqualTo(503);
        assertThat(status("Not taken")).isEqualTo(503);
        HttpResponse<String> html = send("POST", "tweets", json("Gateway", null));
        assertThat(html.statusCode()).isEqualTo(502);
        assertThat(html.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        HttpResponse<String> credits = send("POST", "tweets", json("Credits", null));
        assertThat(credits.statusCode()).isEqualTo(402);
        assertThat(XAnswer.JSON.readTree(credits.body()).at("/title").textValue())
                .isEqualTo("CreditsDepleted");
        assertThat(status("Unauthorized")).isEqualTo(401);
        HttpResponse<String> readOnly = send("POST", "tweets", json("Read only", null));
        assertThat(readOnly.statusCode()).isEqualTo(403);
        assertThat(readOnly.body()).contains("oauth1-permissions");
        Instant before = Instant.now();
        HttpResponse<String> limited = send("POST", "tweets", json("Limited", null));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("x-rate-limit-remaining")).hasValue("0");
        long reset = limited.headers().firstValueAsLong("x-rate-limit-reset").orElse(0);
        assertThat(Instant.ofEpochSecond(reset))
                .isBetween(before.plusSeconds(29), Instant.now().plusSeconds(31));
        assertThat(limited.headers().firstValue("retry-after")).isEmpty();

        assertThat(stub.posts()).extracting(XPost::text).containsExactly("Taken");
    }

    @Test
    void limitsAreCountedDownAndThenHeld() throws Exception {
        stub.limitPostsPerDay(2);
        HttpResponse<String> first = send("POST", "tweets", json("First", null));
        assertThat(first.headers().firstValue("x-rate-limit-remaining")).hasValue("99");
        assertThat(first.headers().firstValue("x-user-limit-24hour-limit")).hasValue("2");
        assertThat(first.headers().firstValue("x-user-limit-24hour-remaining")).hasValue("1");
        assertThat(status("Second")).isEqualTo(201);
        assertThat(status("Third")).isEqualTo(429);
        assertThat(stub.posts()).hasSize(2);
        assertThat(send("GET", "users/me", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aTimelineThatLagsShowsThePostLater() throws Exception {
        stub.faults().timelineLag(Duration.ofMinutes(1));
        post("Soon");
        assertThat(get("users/42/tweets").at("/meta/result_count").intValue()).isZero();
        stub.faults().clear();
        assertThat(get("users/42/tweets").at("/meta/result_count").intValue()).isOne();
    }
}
