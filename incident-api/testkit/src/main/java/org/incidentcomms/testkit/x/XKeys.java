package org.incidentcomms.testkit.x;

/** The keys an app and its account sign requests with (OAuth 1.0a). */
public record XKeys(String consumerKey, String consumerSecret, String accessToken, String accessTokenSecret) {

    /** The default keys of a stub. */
    public static XKeys forTests() {
        return new XKeys("test-consumer", "test-consumer-secret", "42-test-token", "test-token-secret");
    }
}
