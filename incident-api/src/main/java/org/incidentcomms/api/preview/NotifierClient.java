package org.incidentcomms.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.channel.NotifierCalls;
import org.incidentcomms.api.channel.NotifierCalls.Reply;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.preview.PreviewResponse.Answered;

/**
 * Requests the preview of an event from all notifiers, with the operator's own token. A notifier that does not respond in
 * time, or not in the expected format, is reported as unavailable.
 */
@ApplicationScoped
class NotifierClient {
    private final ChannelCatalogue channels;
    private final Map<String, URI> notifiers = new LinkedHashMap<>();
    private final PreviewConfig config;
    private final NotifierCalls calls;

    NotifierClient(ChannelCatalogue channels, PreviewConfig config, NotifierCalls calls) {
        this.channels = channels;
        channels.all().forEach(channel -> notifiers.put(channel.name(), channel.url()));
        this.config = config;
        this.calls = calls;
    }

    /** One result per notifier, in a fixed order. */
    List<Answered> ask(Appended event, String authorization) {
        List<Reply> replies = calls.all(
                notifiers.values().stream()
                        .map(notifier -> request(notifier, event, authorization))
                        .toList(),
                config.timeout(),
                config.maxBytes());
        List<Answered> answers = new ArrayList<>();
        for (String channel : notifiers.keySet()) {
            answers.add(understood(channel, replies.get(answers.size())));
        }
        return answers;
    }

    /** The result for each channel if there is nothing to preview. */
    List<Answered> nothingToTell(String reason) {
        return notifiers.keySet().stream()
                .map(channel -> Answered.notNotified(channel, reason, List.of()))
                .toList();
    }

    private static HttpRequest request(URI notifier, Appended event, String authorization) {
        HttpRequest.Builder request = NotifierCalls.request(notifier, "/v1/previews", authorization)
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.value()));
        event.headers().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                request.header(name.replace('_', '-'), value);
            }
        });
        return request.build();
    }

    private Answered understood(String channel, Reply reply) {
        if (!reply.isOk()) {
            return Answered.unavailable(channel, reply.reason());
        }
        JsonNode items = reply.body().path("items");
        if (!items.isArray()) {
            return Answered.unavailable(channel, "its answer cannot be read");
        }
        List<JsonNode> previews = new ArrayList<>();
        items.forEach(item -> {
            if (!isOfAnother(channel, item.path("destination").asText())) {
                previews.add(item);
            }
        });
        List<JsonNode> told =
                previews.stream().filter(item -> !item.hasNonNull("skipped")).toList();
        if (told.isEmpty()) {
            return Answered.notNotified(channel, whyNot(previews), previews);
        }
        long recipients = told.stream()
                .mapToLong(item -> Math.max(0, item.path("recipients").asLong()))
                .sum();
        return new Answered(channel, Answered.State.OK, null, recipients, previews);
    }

    /** One notifier may serve several channels, and previews them all. */
    private boolean isOfAnother(String channel, String destination) {
        String owner = channels.channelOf(destination);
        return notifiers.containsKey(owner) && !owner.equals(channel);
    }

    private static String whyNot(List<JsonNode> previews) {
        return previews.isEmpty()
                ? "it has no destination configured"
                : previews.stream()
                        .map(item -> words(item.path("skipped").asText()))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    private static String words(String skipped) {
        return switch (skipped) {
            case "not_wanted" -> "left out by notify";
            case "no_recipients" -> "there are no recipients";
            case "nothing_to_tell" -> "this channel does not send this event";
            default -> skipped.replace('_', ' ');
        };
    }

    /** Settings of preview requests; notifiers' addresses are in the channel catalogue. */
    @ConfigMapping(prefix = "notifier.preview")
    interface PreviewConfig {
        /** The limit for all notifiers, which are asked concurrently; after it a notifier counts as unavailable. */
        @WithDefault("PT2S")
        Duration timeout();

        /** A longer response is rejected. */
        @WithDefault("4194304")
        int maxBytes();
    }
}
