package org.incidentcomms.testkit.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.testkit.JavaProcess;
import org.incidentcomms.testkit.Ports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import twitter4j.TwitterFactory;
import twitter4j.TwitterV2;
import twitter4j.TwitterV2ExKt;
import twitter4j.V2ConfigurationKt;

/** The stub follows the rules of X, and serves a real client. */
class XStubIT extends XStubFixture {
    private static final String LONG_ENOUGH = "a".repeat(280);

    @Test
    void theRealClientPostsRepliesReadsAndDeletes() throws Exception {
        TwitterV2 twitter = realClient();
        long me = twitter.getMe("", null, null).getUsers().getFirst().getId();
        assertThat(me).isEqualTo(Long.parseLong(stub.userId()));

        long root = create(twitter, "Investigating: errors & delays", null);
        long reply = create(twitter, "Identified: https://status.clicktime.com/i/a-slug", root);
        assertThat(stub.posts())
                .extracting(XPost::text, XPost::inReplyTo)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Investigating: errors & delays", Optional.empty()),
                        org.assertj.core.groups.Tuple.tuple(
                                "Identified: https://status.clicktime.com/i/a-slug",
                                Optional.of(String.valueOf(root))));

        var tweets = twitter.getUserTweets(
                        me,
                        null,
                        "retweets",
                        null,
                        20,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "created_at,conversation_id,entities",
                        null,
                        null)
                .getTweets();
        assertThat(tweets).hasSize(2);
        assertThat(tweets.getLast().getText()).isEqualTo("Investigating: errors &amp; delays");
        assertThat(tweets.getFirst().getText()).matches("Identified: https://t\\.co/\\w{10}");
        assertThat(tweets.getFirst().getConversationId()).isEqualTo(root);

        twitter.deleteTweet(reply);
        assertThat(stub.posts()).extracting(XPost::id).containsExactly(String.valueOf(root));
    }

    @Test
    void theTimelineGivesOnlyWhatIsAskedFor() throws Exception {
        JsonNode first = post("One");
        JsonNode second = post("Two <b> at https://status.clicktime.com/i/x?a=1&b=2 and clicktime.com");
        String id = first.at("/data/id").textValue();

        JsonNode plain = get("users/42/tweets?since_id=" + id);
        assertThat(plain.at("/data")).hasSize(1);
        assertThat(plain.at("/data/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "text", "edit_history_tweet_ids");
        assertThat(plain.at("/meta/newest_id").textValue())
                .isEqualTo(second.at("/data/id").textValue());

        JsonNode full = get("users/42/tweets?max_results=5&since_id=" + id
                + "&tweet.fields=created_at%2Centities%2Creferenced_tweets");
        JsonNode urls = full.at("/data/0/entities/urls");
        assertThat(urls.findValuesAsText("expanded_url"))
                .containsExactly("https://status.clicktime.com/i/x?a=1&b=2", "http://clicktime.com");
        String text = full.at("/data/0/text").textValue();
        assertThat(text).startsWith("Two &lt;b&gt; at https://t.co/");
        assertThat(text.substring(
                        urls.at("/1/start").intValue(), urls.at("/1/end").intValue()))
                .isEqualTo(urls.at("/1/url").textValue());
        assertThat(Instant.parse(full.at("/data/0/created_at").textValue())).isBeforeOrEqualTo(Instant.now());

        assertThat(get("users/42/tweets?start_time=2999-01-01T00:00:00Z").has("data"))
                .isFalse();
        assertThat(send("GET", "users/42/tweets?max_results=4", "").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "users/42/tweets?sort=new", "").statusCode()).isEqualTo(400);
    }

    @Test
    void moreThanAPageIsReadByItsToken() throws Exception {
        for (int i = 0; i < 7; i++) {
            post("Number " + i);
        }
        JsonNode page = get("users/42/tweets?max_results=5");
        assertThat(page.at("/data")).hasSize(5);
        JsonNode rest = get("users/42/tweets?max_results=5&pagination_token="
                + page.at("/meta/next_token").textValue());
        assertThat(rest.at("/data").findValuesAsText("text")).containsExactly("Number 1", "Number 0");
        assertThat(rest.at("/meta").has("next_token")).isFalse();
    }

    @Test
    void aWrongSignatureIsRefusedAndTheReasonIsTold() throws Exception {
        HttpResponse<String> unsigned = http.send(
                HttpRequest.newBuilder(URI.create(stub.apiUrl() + "tweets"))
                        .POST(BodyPublishers.ofString(json("Unsigned", null)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(unsigned.body()).contains("\"title\":\"Unauthorized\"");

        String header = authorization("POST", stub.apiUrl() + "tweets");
        assertThat(send("POST", "tweets", json("Once", null), header).statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "tweets", json("Replayed", null), header).statusCode())
                .isEqualTo(401);
        assertThat(stub.requests().getLast().note()).isEqualTo("nonce missing or used before");
        assertThat(stub.posts()).extracting(XPost::text).containsExactly("Once");
    }

    @Test
    void lengthIsWeighedAsXWeighsIt() throws Exception {
        assertThat(status(LONG_ENOUGH)).isEqualTo(201);
        assertThat(status(LONG_ENOUGH + "a")).isEqualTo(400);
        assertThat(status("b".repeat(256) + " https://status.clicktime.com/" + "x".repeat(200)))
                .isEqualTo(201);
        assertThat(status("\u65e5".repeat(141))).isEqualTo(400);
        assertThat(status(" ")).isEqualTo(400);
        assertThat(status("not \uFFFE allowed")).isEqualTo(400);
    }

    @Test
    void theSameTextTwiceIsRefusedUntilTheFirstIsDeleted() throws Exception {
        String id = post("Resolved").at("/data/id").textValue();
        HttpResponse<String> again = send("POST", "tweets", json("Resolved ", null));
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(XAnswer.JSON.readTree(again.body()).at("/detail").textValue())
                .isEqualTo("You are not allowed to create a Tweet with duplicate content.");
        assertThat(send("DELETE", "tweets/" + id, "").statusCode()).isEqualTo(200);
        assertThat(status("Resolved")).isEqualTo(201);
    }

    @Test
    void aReplyToAPostThatIsGoneIsRefused() throws Exception {
        String id = post("Root").at("/data/id").textValue();
        assertThat(send("POST", "tweets", json("Reply", id)).statusCode()).isEqualTo(201);
        send("DELETE", "tweets/" + id, "");
        HttpResponse<String> orphan = send("POST", "tweets", json("Second reply", id));
        assertThat(orphan.statusCode()).isEqualTo(403);
        assertThat(orphan.body()).contains("deleted or not visible to you");
        assertThat(send("POST", "tweets", json("Third reply", "abc")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void afterAStopTheSamePortServesTheSamePosts() throws Exception {
        post("Before");
        stub.stop();
        assertThatThrownBy(() -> post("Meanwhile")).isInstanceOf(IOException.class);
        stub.start();
        assertThat(get("users/42/tweets").at("/data/0/text").textValue()).isEqualTo("Before");
    }

    @Test
    void asAProcessItIsControlledOverHttp() throws Exception {
        int port = Ports.free();
        XKeys keys = XKeys.forTests();
        try (JavaProcess process = JavaProcess.ready(
                XStub.class,
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                port,
                keys.consumerKey(),
                keys.consumerSecret(),
                keys.accessToken(),
                keys.accessTokenSecret())) {
            String control = "http://127.0.0.1:" + port + "/control/";
            String plan = "{\"call\":\"CREATE\",\"fault\":\"UNAVAILABLE_TAKEN\",\"times\":1}";
            assertThat(control("POST", control + "faults", plan).statusCode()).isEqualTo(200);
            assertThat(control("POST", control + "faults", "{\"fault\":\"NO_SUCH\"}")
                            .statusCode())
                    .isEqualTo(400);
            HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/2/tweets"))
                    .header("Authorization", authorization("POST", "http://127.0.0.1:" + port + "/2/tweets"))
                    .POST(BodyPublishers.ofString(json("Over there", null)))
                    .build();
            assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
            JsonNode posts =
                    XAnswer.JSON.readTree(control("GET", control + "posts", "").body());
            assertThat(posts.findValuesAsText("text")).containsExactly("Over there");
            assertThat(process.terminate()).isEqualTo(128 + 15);
        }
    }

    private HttpResponse<String> control(String method, String address, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private TwitterV2 realClient() {
        var twitter = new TwitterFactory(configuration()).getInstance();
        V2ConfigurationKt.getV2Configuration(twitter.getConfiguration()).setBaseURL(stub.apiUrl());
        return TwitterV2ExKt.getV2(twitter);
    }

    private static long create(TwitterV2 twitter, String text, @Nullable Long parent) throws Exception {
        return twitter.createTweet(null, null, null, null, null, null, null, null, null, parent, null, text)
                .getId();
    }
}
