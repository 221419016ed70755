package org.incidentcomms.twitter.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.twitter.gateway.PostResult.Failed;
import org.incidentcomms.twitter.gateway.PostResult.Posted;
import org.incidentcomms.twitter.gateway.Timeline.OwnPost;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * X, API v2, as the one account whose keys are configured. Without keys it is dry: nobody may call it, and nothing
 * leaves. Calls block, end within {@link #callLimit()} and never throw for what X or the network does. Thread-safe.
 */
@Startup
@Singleton
public class XGateway {
    private static final Logger LOG = Logger.getLogger(XGateway.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 5;

    /** A page of the timeline has about 1 KB for each post. */
    private static final int LONGEST_ANSWER = 4 << 20;

    private final Optional<SignedHttp> http;
    private final URI apiUrl;
    private final Clock clock;
    private volatile @Nullable String ownId;

    /** @throws IllegalStateException if a setting cannot be right; the message names it */
    @Inject
    public XGateway(
            GatewayConfig config, Clock clock, @ConfigProperty(name = "outbound.proxy") Optional<String> proxy) {
        this.apiUrl = apiUrl(config.apiUrl());
        this.clock = clock;
        HttpClientSettings settings = HttpClientSettings.of("incidentcomms-notifier-twitter")
                .within(config.connectTimeout(), config.connectTimeout().plus(config.readTimeout()))
                .reading(LONGEST_ANSWER)
                .through(proxy);
        this.http = OAuthKeys.of(config).map(keys -> new SignedHttp(apiUrl, keys, settings));
        if (isDry()) {
            LOG.warn("dry run, nothing is posted to x: no keys configured mode=dry_run");
        } else {
            LOG.infof("posting to x mode=live api=%s", apiUrl);
        }
    }

    static URI apiUrl(String setting) {
        URI uri;
        try {
            uri = URI.create(setting.strip());
        } catch (IllegalArgumentException e) {
            throw wrongUrl(setting, e);
        }
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!web
                || uri.getHost() == null
                || uri.getQuery() != null
                || !uri.getPath().endsWith("/2/")) {
            throw wrongUrl(setting, null);
        }
        return uri;
    }

    private static IllegalStateException wrongUrl(String setting, @Nullable Exception cause) {
        return new IllegalStateException(
                "TWITTER_API_URL must be an http or https address that ends in /2/, such as"
                        + " https://api.twitter.com/2/, but is \"" + setting + "\".",
                cause);
    }

    /** Whether nothing is posted because no keys are set. */
    public boolean isDry() {
        return http.isEmpty();
    }

    public URI apiUrl() {
        return apiUrl;
    }

    /** After this long a call has ended, one way or another. */
    public Duration callLimit() {
        return live().limit().plusSeconds(1);
    }

    /** Posts {@code text}, as a reply to the post {@code replyTo} if given. One attempt, never more. */
    public PostResult post(String text, @Nullable String replyTo) {
        ObjectNode body = MAPPER.createObjectNode().put("text", text);
        if (replyTo != null) {
            body.putObject("reply").put("in_reply_to_tweet_id", replyTo);
        }
        HttpReply reply;
        try {
            reply = live().post("tweets", body.toString());
        } catch (IOException lost) {
            return new Failed(XFailures.ofPost(lost));
        }
        if (!reply.isSuccess()) {
            return XFailures.ofPost(reply, replyTo != null, clock.instant());
        }
        return XResponseParser.createdTweet(reply.body())
                .<PostResult>map(Posted::new)
                .orElseGet(() -> new Failed(DeliveryResult.uncertain(
                        FailureReason.UNEXPECTED, Scope.DESTINATION, "X accepted the post but returned no id")));
    }

    /** What the account has posted from {@code since} on. Costs one read per post found. */
    public Timeline ownPosts(Instant since) {
        try {
            String id = ownId;
            if (id == null) {
                HttpReply me = live().get("users/me");
                Optional<String> found = me.isSuccess() ? XResponseParser.userId(me.body()) : Optional.empty();
                if (found.isEmpty()) {
                    return unreadable(me);
                }
                id = found.get();
                ownId = id;
            }
            return pages(id, since);
        } catch (IOException lost) {
            return new Timeline.Unavailable(XFailures.ofRead(lost));
        }
    }

    private Timeline pages(String id, Instant since) throws IOException {
        List<OwnPost> posts = new ArrayList<>();
        String next = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            HttpReply reply = live().get("users/" + id + "/tweets?max_results=" + PAGE
                    + "&start_time="
                    + encoded(since.truncatedTo(ChronoUnit.SECONDS).toString())
                    + "&tweet.fields=" + encoded("created_at,entities,note_tweet,referenced_tweets")
                    + (next == null ? "" : "&pagination_token=" + encoded(next)));
            Optional<XResponseParser.Page> read =
                    reply.isSuccess() ? XResponseParser.page(reply.body()) : Optional.empty();
            if (read.isEmpty()) {
                return unreadable(reply);
            }
            posts.addAll(read.get().posts());
            next = read.get().next();
            if (next == null) {
                break;
            }
        }
        return new Timeline.Posts(posts);
    }

    private Timeline unreadable(HttpReply reply) {
        return new Timeline.Unavailable(
                reply.isSuccess()
                        ? DeliveryResult.retry(
                                FailureReason.TEMPORARY, Scope.CHANNEL, "X's response could not be parsed")
                        : XFailures.ofRead(reply, clock.instant()));
    }

    private SignedHttp live() {
        return http.orElseThrow(() -> new IllegalStateException("dry run: nothing may be sent to X"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
