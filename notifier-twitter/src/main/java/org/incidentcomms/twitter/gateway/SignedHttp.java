package org.incidentcomms.twitter.gateway;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import twitter4j.RequestMethod;
import twitter4j.auth.OAuthAuthorization;
import twitter4j.conf.ConfigurationBuilder;

/**
 * Requests to X, signed with OAuth 1.0a by Twitter4J and sent by the JDK's client.
 *
 * <p>A POST leaves at most once: the JDK's client sends none again, and redirects are not followed. Thread-safe.
 */
final class SignedHttp {
    private static final Duration GRACE = Duration.ofMillis(500);

    private final URI base;
    private final Duration limit;
    private final OAuthAuthorization signer;
    private final HttpClient client;

    SignedHttp(URI base, Keys keys, Duration connectTimeout, Duration readTimeout) {
        this.base = base;
        this.limit = connectTimeout.plus(readTimeout);
        this.signer = new OAuthAuthorization(new ConfigurationBuilder()
                .setOAuthConsumerKey(keys.consumerKey())
                .setOAuthConsumerSecret(keys.consumerSecret())
                .setOAuthAccessToken(keys.accessToken())
                .setOAuthAccessTokenSecret(keys.accessTokenSecret())
                .setHttpRetryCount(0)
                .build());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.getDefault())
                .connectTimeout(connectTimeout)
                .build();
    }

    /** The longest a call can take. */
    Duration limit() {
        return limit;
    }

    HttpReply get(String pathAndQuery) throws IOException {
        return send(RequestMethod.GET, pathAndQuery, null);
    }

    HttpReply post(String path, String json) throws IOException {
        return send(RequestMethod.POST, path, json);
    }

    /** A JSON body is not part of an OAuth 1.0a signature; the query is. */
    private HttpReply send(RequestMethod method, String pathAndQuery, @Nullable String json) throws IOException {
        URI uri = base.resolve(pathAndQuery);
        var signed = new twitter4j.HttpRequest(method, uri.toString(), null, signer, Map.of());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("Authorization", signer.getAuthorizationHeader(signed))
                .header("Accept", "application/json")
                .header("User-Agent", "incidentcomms-notifier-twitter");
        if (json != null) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        }
        return await(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
    }

    /** The client's own time-out ends with the headers; a body that trickles must not hold us either. */
    private HttpReply await(CompletableFuture<HttpResponse<String>> answer) throws IOException {
        try {
            HttpResponse<String> response = answer.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            return new HttpReply(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw timedOut(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for X");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw new IOException("the call failed", e.getCause());
        }
    }

    private static HttpTimeoutException timedOut(TimeoutException cause) {
        HttpTimeoutException timedOut = new HttpTimeoutException("no complete answer in time");
        timedOut.initCause(cause);
        return timedOut;
    }
}
