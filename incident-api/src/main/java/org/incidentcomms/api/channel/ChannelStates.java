package org.incidentcomms.api.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.channel.NotifierCalls.Reply;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What the channels of all notifiers are doing, and what operators do about it. */
@ApplicationScoped
class ChannelStates {
    private static final int LONGEST_ANSWER = 200_000;
    /** A mail server may greet slowly, to deter spam. */
    private static final Duration TEST_MESSAGE_TIMEOUT = Duration.ofSeconds(10);

    private final ChannelCatalogue catalogue;
    private final NotifierCalls notifiers;
    private final Duration timeout;
    private final BacklogStore backlog;
    private final Audit audit;
    private final Clock clock;

    ChannelStates(
            ChannelCatalogue catalogue,
            NotifierCalls notifiers,
            @ConfigProperty(name = "notifier.channels.timeout", defaultValue = "PT2S") Duration timeout,
            BacklogStore backlog,
            Audit audit,
            Clock clock) {
        this.timeout = timeout;
        this.catalogue = catalogue;
        this.notifiers = notifiers;
        this.backlog = backlog;
        this.audit = audit;
        this.clock = clock;
    }

    /** The state of one destination in the API. */
    @Schema(name = "ChannelState")
    record DestinationState(
            @Schema(examples = "x") String destination,

            @Schema(
                    enumeration = {"working", "paused", "parked", "not_listed", "away"},
                    description =
                            "paused: it is tried again at paused_until; parked: it only tries one delivery every 15 minutes, "
                                    + "until that succeeds or an operator resumes it; not_listed: the notifier answers and does not list it, as the status page or "
                                    + "what is not configured; away: its notifier cannot be asked.")
            String state,

            @Schema(description = "Why it is not working.", examples = "credentials") @Nullable String reason,

            @Schema(description = "What the remote side said, if it said anything.") @Nullable String detail,

            @Schema(description = "Since when it is in this state, or null.") @Nullable String since,

            @Nullable String pausedUntil,

            @Schema(description = "How many recipients are still to be sent to, as last reported.")
            long backlog) {}

    /** The answer to a test message in the API. */
    @Schema(name = "TestMessageResult")
    record TestMessageResult(
            String destination,

            @Schema(description = "Whether the channel took it.")
            boolean accepted,

            @Schema(description = "Why not, or null.", examples = "it cannot be reached") @Nullable String reason,

            @Schema(
                    description = "The server that took or refused it; null if none was connected to.",
                    examples = "smtp.example.com:587")
            @Nullable String relay) {}

    /** By channel, in the order of the catalogue. */
    Map<String, List<DestinationState>> all(String authorization) {
        Map<URI, Reply> replies = replies(authorization);
        Map<String, Long> waiting = backlog.byDestination();
        Map<String, List<DestinationState>> states = new LinkedHashMap<>();
        for (Channel channel : catalogue.all()) {
            Reply reply = Objects.requireNonNull(replies.get(channel.url()));
            List<DestinationState> of = new ArrayList<>();
            channel.destinations()
                    .forEach(destination -> of.add(state(destination, reply, waiting.getOrDefault(destination, 0L))));
            states.put(channel.name(), of);
        }
        return states;
    }

    private Map<URI, Reply> replies(String authorization) {
        List<URI> asked = catalogue.all().stream().map(Channel::url).distinct().toList();
        List<Reply> answers = notifiers.all(
                asked.stream()
                        .map(notifier -> NotifierCalls.request(notifier, "/v1/channels", authorization)
                                .build())
                        .toList(),
                timeout,
                LONGEST_ANSWER);
        Map<URI, Reply> replies = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            replies.put(asked.get(i), answers.get(i));
        }
        return replies;
    }

    private Reply post(
            URI notifier, String path, HttpRequest.BodyPublisher body, String authorization, Duration limit) {
        HttpRequest request =
                NotifierCalls.request(notifier, path, authorization).POST(body).build();
        return notifiers.all(List.of(request), limit, LONGEST_ANSWER).getFirst();
    }

    private static DestinationState state(String destination, Reply reply, long backlog) {
        if (!reply.isOk()) {
            return new DestinationState(destination, "away", reply.reason(), null, null, null, backlog);
        }
        for (JsonNode item : reply.body().path("items")) {
            if (item.path("destination").asText().equals(destination)) {
                return state(destination, item, backlog);
            }
        }
        return new DestinationState(destination, "not_listed", null, null, null, null, backlog);
    }

    private static DestinationState state(String destination, JsonNode item, long backlog) {
        return new DestinationState(
                destination,
                item.path("state").asText(),
                text(item, "reason"),
                text(item, "detail"),
                text(item, "since"),
                text(item, "paused_until"),
                backlog);
    }

    private static @Nullable String text(JsonNode item, String field) {
        return item.hasNonNull(field) ? item.path(field).asText() : null;
    }

    /** Resumes it at once; the state afterwards, or away. 404 if no channel has that destination. */
    DestinationState resume(String destination, String authorization, Caller caller) {
        Channel owner = recordRequest("channel.resumed", destination, caller);
        Reply reply = post(
                owner.url(),
                "/v1/channels/" + destination + "/resume",
                HttpRequest.BodyPublishers.noBody(),
                authorization,
                timeout);
        long waiting = backlog.byDestination().getOrDefault(destination, 0L);
        if (!reply.isOk()) {
            return reply.status() == 404
                    ? new DestinationState(destination, "not_listed", null, null, null, null, waiting)
                    : state(destination, reply, waiting);
        }
        return state(destination, reply.body(), waiting);
    }

    /** Asks the notifier to send a test message at once. 404 if no channel has that destination. */
    TestMessageResult test(String destination, String recipient, String authorization, Caller caller) {
        Channel owner = recordRequest("channel.tested", destination, caller);
        JsonNode body = JsonNodeFactory.instance.objectNode().put("email", recipient);
        Reply reply = post(
                owner.url(),
                "/v1/test-message",
                HttpRequest.BodyPublishers.ofString(body.toString()),
                authorization,
                TEST_MESSAGE_TIMEOUT);
        if (reply.status() == 404) {
            return new TestMessageResult(destination, false, "this channel has no test message", null);
        }
        String relay = text(reply.body(), "relay");
        if (!reply.isOk()) {
            String unknown = reply.away() != null && reply.reached() ? "; the message may still arrive" : "";
            return new TestMessageResult(destination, false, reply.reason() + unknown, relay);
        }
        return new TestMessageResult(destination, true, null, relay);
    }

    /**
     * Records the request, whatever the notifier does with it, and returns the channel of the destination; 404, and
     * nothing recorded, if there is none. The address of a test message is in no audit entry.
     */
    @Transactional
    Channel recordRequest(String action, String destination, Caller caller) {
        audit.record(caller, clock.instant(), action, destination, 0, null, null);
        return owner(destination);
    }

    private Channel owner(String destination) {
        return catalogue.all().stream()
                .filter(channel -> channel.destinations().contains(destination))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("destination"));
    }
}
