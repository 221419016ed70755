package org.incidentcomms.api.channel;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls notifiers concurrently, within one limit for all. Never throws for what a notifier does: one that does not answer
 * in time, or not in JSON, is away, and the others are shown.
 */
@ApplicationScoped
public class NotifierCalls {
    private static final Logger LOG = Logger.getLogger(NotifierCalls.class);
    private static final int OK = 200;

    private final ObjectMapper mapper;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    // Redirects are not followed: an operator's token is meant only for the configured address.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();

    public NotifierCalls(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @PreDestroy
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }

    /**
     * What a notifier answered.
     *
     * @param status of the response; 0 if there was none
     * @param body empty if there was none in JSON
     * @param away why there was no usable response, or null
     * @param reached false if it is certain that the request did not get there
     */
    public record Reply(int status, JsonNode body, @Nullable String away, boolean reached) {
        public boolean isOk() {
            return away == null && status == OK;
        }

        /** Why it did not do what it was asked, in words; of an error response, its detail. */
        public String reason() {
            if (away != null) {
                return away;
            }
            if (status == 401 || status == 403) {
                return "it does not accept the token (" + status + ")";
            }
            String detail = body.path("detail").asText();
            return detail.isBlank() ? "it answered with status " + status : detail;
        }
    }

    /** A request in JSON. @param authorization the header of the operator's own call */
    public static HttpRequest.Builder request(URI notifier, String path, String authorization) {
        return HttpRequest.newBuilder(URI.create(notifier.toString().replaceAll("/+$", "") + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
    }

    /**
     * The replies in the order of the requests.
     *
     * @param limit for all of them; what has not been read by then is away
     * @param longest response in bytes; a longer one is not read
     */
    public List<Reply> all(List<HttpRequest> requests, Duration limit, int longest) {
        List<Callable<Reply>> calls = requests.stream()
                .<Callable<Reply>>map(request -> () -> send(request, longest))
                .toList();
        List<Reply> replies = new ArrayList<>();
        try {
            for (Future<Reply> call : threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS)) {
                replies.add(replyOf(call, limit));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            replies.clear();
            requests.forEach(request -> replies.add(away("the service is stopping")));
        }
        return replies;
    }

    private Reply replyOf(Future<Reply> call, Duration limit) throws InterruptedException {
        if (call.isCancelled()) {
            return away("it did not answer within "
                    + String.valueOf(limit.toMillis() / 1000.0).replaceAll("\\.0$", "") + " s");
        }
        try {
            return call.get();
        } catch (ExecutionException e) {
            LOG.warnf("call of a notifier failed reason=%s", String.valueOf(e.getCause()));
            return away("the request failed");
        }
    }

    private Reply send(HttpRequest request, int longest) throws InterruptedException {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return read(response, body.readNBytes(longest + 1), longest);
            }
        } catch (ConnectException e) {
            return new Reply(0, mapper.createObjectNode(), "it cannot be reached", false);
        } catch (IOException e) {
            return away("the connection broke");
        }
    }

    /** An error response need not be in JSON. */
    private Reply read(HttpResponse<?> response, byte[] body, int longest) throws IOException {
        int status = response.statusCode();
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        if (status != OK && !isJson) {
            return new Reply(status, mapper.createObjectNode(), null, true);
        }
        if (body.length > longest) {
            return away("its answer is too long");
        }
        try {
            return new Reply(status, mapper.readTree(body), null, true);
        } catch (JacksonException e) {
            return away("its answer cannot be read");
        }
    }

    private Reply away(String reason) {
        return new Reply(0, mapper.createObjectNode(), reason, true);
    }
}
