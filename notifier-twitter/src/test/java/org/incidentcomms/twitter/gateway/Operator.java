package org.incidentcomms.twitter.gateway;

import org.incidentcomms.testkit.x.XStub;
import twitter4j.Twitter;
import twitter4j.TwitterException;
import twitter4j.TwitterFactory;
import twitter4j.TwitterV2ExKt;
import twitter4j.V2ConfigurationKt;
import twitter4j.conf.ConfigurationBuilder;

/** Somebody at the account's own app: twitter4j-v2 as it comes, beside the service. */
public final class Operator {
    private Operator() {}

    public static void deletes(XStub x, String tweetId) {
        Twitter twitter = new TwitterFactory(new ConfigurationBuilder()
                        .setOAuthConsumerKey(x.keys().consumerKey())
                        .setOAuthConsumerSecret(x.keys().consumerSecret())
                        .setOAuthAccessToken(x.keys().accessToken())
                        .setOAuthAccessTokenSecret(x.keys().accessTokenSecret())
                        .build())
                .getInstance();
        V2ConfigurationKt.getV2Configuration(twitter.getConfiguration()).setBaseURL(x.apiUrl());
        try {
            TwitterV2ExKt.getV2(twitter).deleteTweet(Long.parseLong(tweetId));
        } catch (TwitterException e) {
            throw new IllegalStateException("could not delete", e);
        }
    }
}
