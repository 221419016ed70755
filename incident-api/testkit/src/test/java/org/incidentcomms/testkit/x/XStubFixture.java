package org.incidentcomms.testkit.x;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import twitter4j.RequestMethod;
import twitter4j.auth.OAuthAuthorization;
import twitter4j.conf.Configuration;
import twitter4j.conf.ConfigurationBuilder;

/** Calls to an {@link XStub}, signed by Twitter4J. */
abstract class XStubFixture {
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    XStub stub;

    @BeforeEach
    void start() {
        stub = XStub.start(0);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    int status(String text) throws Exception {
        return send("POST", "tweets", json(text, null)).statusCode();
    }

    JsonNode post(String text) throws Exception {
        HttpResponse<String> response = send("POST", "tweets", json(text, null));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return XAnswer.JSON.readTree(response.body());
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return XAnswer.JSON.readTree(response.body());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(signed(method, path, body).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String body, String header) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(stub.apiUrl() + path))
                        .header("Authorization", header)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpRequest.Builder signed(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(stub.apiUrl() + path))
                .header("Authorization", authorization(method, stub.apiUrl() + path))
                .method(method, BodyPublishers.ofString(body));
    }

    static String json(String text, @Nullable String parent) {
        var body = XAnswer.JSON.createObjectNode().put("text", text);
        if (parent != null) {
            body.putObject("reply").put("in_reply_to_tweet_id", parent);
        }
        return body.toString();
    }

    /** Signs with Twitter4J, so that the stub's own signature code is checked against another implementation. */
    static String authorization(String method, String address) {
        OAuthAuthorization signer = new OAuthAuthorization(configuration());
        var request =
                new twitter4j.HttpRequest(RequestMethod.valueOf(method), address, null, signer, java.util.Map.of());
        return signer.getAuthorizationHeader(request);
    }

    static Configuration configuration() {
        XKeys keys = XKeys.forTests();
        return new ConfigurationBuilder()
                .setOAuthConsumerKey(keys.consumerKey())
                .setOAuthConsumerSecret(keys.consumerSecret())
                .setOAuthAccessToken(keys.accessToken())
                .setOAuthAccessTokenSecret(keys.accessTokenSecret())
                .setHttpRetryCount(0)
                .build();
    }
}
