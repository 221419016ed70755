package org.incidentcomms.twitter.gateway;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.kit.http.OutboundRequest;
import twitter4j.RequestMethod;
import twitter4j.auth.OAuthAuthorization;
import twitter4j.conf.ConfigurationBuilder;

/** Requests to X, signed with OAuth 1.0a by Twitter4J and sent by the kit's client. Thread-safe. */
final class SignedHttp {
    private final URI base;
    private final OAuthAuthorization signer;
    private final ChannelHttpClient client;

    SignedHttp(URI base, OAuthKeys keys, HttpClientSettings settings) {
        this.base = base;
        this.signer = new OAuthAuthorization(new ConfigurationBuilder()
                .setOAuthConsumerKey(keys.consumerKey())
                .setOAuthConsumerSecret(keys.consumerSecret())
                .setOAuthAccessToken(keys.accessToken())
                .setOAuthAccessTokenSecret(keys.accessTokenSecret())
                .setHttpRetryCount(0)
                .build());
        this.client = new ChannelHttpClient(settings);
    }

    /** The longest a call can take. */
    Duration limit() {
        return client.limit();
    }

    HttpReply get(String pathAndQuery) throws IOException {
        return send(RequestMethod.GET, OutboundRequest.get(base.resolve(pathAndQuery)));
    }

    HttpReply post(String path, String json) throws IOException {
        return send(RequestMethod.POST, OutboundRequest.postJson(base.resolve(path), json));
    }

    /** A JSON body is not part of an OAuth 1.0a signature; the query is. */
    private HttpReply send(RequestMethod method, OutboundRequest request) throws IOException {
        var signed = new twitter4j.HttpRequest(method, request.uri().toString(), null, signer, Map.of());
        return client.send(request.with("Authorization", signer.getAuthorizationHeader(signed)));
    }
}
