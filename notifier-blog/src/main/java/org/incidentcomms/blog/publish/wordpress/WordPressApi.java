package org.incidentcomms.blog.publish.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.kit.http.OutboundRequest;
import org.jspecify.annotations.Nullable;

/** Calls to a WordPress site as one account. Each blocks, is sent once and has a time-out. Thread-safe. */
final class WordPressApi {
    private final ChannelHttpClient http;
    private final WordPressAccount account;
    private final Clock clock;

    WordPressApi(ChannelHttpClient http, WordPressAccount account, Clock clock) {
        this.http = http;
        this.account = account;
        this.clock = clock;
    }

    WordPressAccount account() {
        return account;
    }

    JsonNode get(URI address) throws CallFailedException {
        return json(send("GET", address, null));
    }

    JsonNode post(URI address, JsonNode body) throws CallFailedException {
        return json(send("POST", address, body.toString()));
    }

    /** Reads a page as a visitor, without the account. */
    HttpReply visit(URI page) throws CallFailedException {
        return exchange(new OutboundRequest("GET", page, Map.of("Accept", "text/html"), null));
    }

    /** Any answer, whatever its status. */
    HttpReply send(String method, URI address, @Nullable String json) throws CallFailedException {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Authorization", account.authorization());
        if (json != null) {
            headers.put("Content-Type", "application/json");
        }
        return exchange(new OutboundRequest(method, address, headers, json));
    }

    /** @throws CallFailedException if the answer is an error, or not JSON */
    JsonNode json(HttpReply reply) throws CallFailedException {
        if (!reply.isSuccess()) {
            throw failed(reply);
        }
        return Json.read(reply.body()).orElseThrow(() -> failed(reply));
    }

    CallFailedException failed(HttpReply reply) {
        return new CallFailedException(WordPressFailures.of(reply, clock.instant()));
    }

    private HttpReply exchange(OutboundRequest request) throws CallFailedException {
        try {
            return http.send(request);
        } catch (IOException lost) {
            throw new CallFailedException(WordPressFailures.HTTP.ofException(lost));
        }
    }
}
