package org.incidentcomms.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.outbox.Outbox.Appended;
import org.incidentcomms.api.preview.PreviewResponse.Answered;
import org.jboss.logging.Logger;

/**
 * Requests the preview of an event from all notifiers concurrently, with the operator's own token. Never throws: a
 * notifier that does not respond in time, or not in the expected format, is reported as unavailable.
 */
@ApplicationScoped
class NotifierClient {
    private static final Logger LOG = Logger.getLogger(NotifierClient.class);

    private final ChannelCatalogue channels;
    private final Map<String, URI> notifiers = new LinkedHashMap<>();
    private final Duration timeout;
    private final int maxBytes;
    private final ObjectMapper mapper;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    NotifierClient(ChannelCatalogue channels, PreviewConfig config, ObjectMapper mapper) {
        this.channels = channels;
        channels.all().forEach(channel -> notifiers.put(channel.name(), channel.url()));
        this.timeout = config.timeout();
        this.maxBytes = config.maxBytes();
        this.mapper = mapper;
        // Redirects are not followed: the token is meant only for the configured address.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    /** One result per notifier, in a fixed order. */
    List<Answered> ask(Appended event, String authorization) {
        List<Callable<Answered>> questions = notifiers.entrySet().stream()
                .<Callable<Answered>>map(
                        notifier -> () -> ask(notifier.getKey(), notifier.getValue(), event, authorization))
                .toList();
        List<Answered> answers = new ArrayList<>();
        try {
            List<Future<Answered>> asked = threads.invokeAll(questions, timeout.toMillis(), TimeUnit.MILLISECONDS);
            int next = 0;
            for (String channel : notifiers.keySet()) {
                answers.add(answerOf(channel, asked.get(next++)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.clear();
            notifiers
                    .keySet()
                    .forEach(channel -> answers.add(Answered.unavailable(channel, "the service is stopping")));
        }
        return answers;
    }

    /** The result for each channel if there is nothing to preview. */
    List<Answered> nothingToTell(String reason) {
        return notifiers.keySet().stream()
                .map(channel -> Answered.notNotified(channel, reason, List.of()))
                .toList();
    }

    private Answered answerOf(String channel, Future<Answered> asked) throws InterruptedException {
        if (asked.isCancelled()) {
            return Answered.unavailable(channel, "it did not answer within " + seconds() + " s");
        }
        try {
            return asked.get();
        } catch (ExecutionException e) {
            LOG.warnf("preview request failed channel=%s reason=%s", channel, String.valueOf(e.getCause()));
            return Answered.unavailable(channel, "the request failed");
        }
    }

    private String seconds() {
        return String.valueOf(timeout.toMillis() / 1000.0).replaceAll("\\.0$", "");
    }

    private Answered ask(String channel, URI base, Appended event, String authorization) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base.toString().replaceAll("/+$", "") + "/v1/previews"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.value()));
        event.headers().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                request.header(name.replace('_', '-'), value);
            }
        });
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return understood(channel, response.statusCode(), body);
            }
        } catch (ConnectException e) {
            return Answered.unavailable(channel, "it cannot be reached");
        } catch (IOException e) {
            return Answered.unavailable(channel, "the connection broke");
        }
    }

    private Answered understood(String channel, int status, InputStream body) throws IOException {
        if (status == 401 || status == 403) {
            return Answered.unavailable(channel, "it does not accept the token (" + status + ")");
        }
        if (status != 200) {
            return Answered.unavailable(channel, "it answered with status " + status);
        }
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            return Answered.unavailable(channel, "its answer is too long");
        }
        List<JsonNode> previews = new ArrayList<>();
        JsonNode items;
        try {
            items = mapper.readTree(bytes).path("items");
        } catch (IOException e) {
            return Answered.unavailable(channel, "its answer cannot be read");
        }
        if (!items.isArray()) {
            return Answered.unavailable(channel, "its answer cannot be read");
        }
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
