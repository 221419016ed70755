package org.incidentcomms.testkit.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The worked example of X's own documentation, "Creating a signature". */
class OAuth1Test {

    private static final XKeys KEYS = new XKeys(
            "xvz1evFS4wEEPTGEFPHBog",
            "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

    private static final URI ADDRESS =
            URI.create("https://api.twitter.com/1.1/statuses/update.json?include_entities=true"
                    + "&status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21");

    private static final String HEADER = "OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", "
            + "oauth_nonce=\"kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg\", "
            + "oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\", oauth_signature_method=\"HMAC-SHA1\", "
            + "oauth_timestamp=\"1318622958\", "
            + "oauth_token=\"370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb\", oauth_version=\"1.0\"";

    private static OAuth1 at(long second) {
        return new OAuth1(KEYS, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }

    @Test
    void theDocumentedExampleIsWellSigned() {
        assertThat(at(1318622958).flaw("POST", ADDRESS, HEADER)).isEmpty();
    }

    @Test
    void aNonceIsGoodOnce() {
        OAuth1 oauth = at(1318622958);
        assertThat(oauth.flaw("POST", ADDRESS, HEADER)).isEmpty();
        assertThat(oauth.flaw("POST", ADDRESS, HEADER)).hasValue("nonce missing or used before");
    }

    @Test
    void aTimestampIsGoodForFiveMinutesEitherWay() {
        assertThat(at(1318622958 + 300).flaw("POST", ADDRESS, HEADER)).isEmpty();
        assertThat(at(1318622958 - 300).flaw("POST", ADDRESS, HEADER)).isEmpty();
        assertThat(at(1318622958 + 301).flaw("POST", ADDRESS, HEADER)).hasValue("timestamp out of bounds");
        assertThat(at(1318622958 - 301).flaw("POST", ADDRESS, HEADER)).hasValue("timestamp out of bounds");
    }

    @Test
    void whateverIsSignedMayNotBeChanged() {
        OAuth1 oauth = at(1318622958);
        URI otherQuery = URI.create(ADDRESS.toString().replace("Ladies", "ladies"));
        URI otherPath = URI.create(ADDRESS.toString().replace("/1.1/", "/2/"));
        assertThat(oauth.flaw("PUT", ADDRESS, HEADER)).hasValue("signature does not match");
        assertThat(oauth.flaw("POST", otherQuery, HEADER)).hasValue("signature does not match");
        assertThat(oauth.flaw("POST", otherPath, HEADER)).hasValue("signature does not match");
        assertThat(oauth.flaw("POST", ADDRESS, HEADER.replace("oauth_nonce=\"k", "oauth_nonce=\"K")))
                .hasValue("signature does not match");
        assertThat(oauth.flaw("POST", ADDRESS, HEADER.replace("370773112", "370773113")))
                .hasValue("unknown token");
        assertThat(oauth.flaw("POST", ADDRESS, "Bearer token")).isPresent();
    }
}
