package org.incidentcomms.api.alarm;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.net.PublicAddresses;

/**
 * Posts alarms to {@code OPERATOR_WEBHOOK_URL} as {@code {"text": …}}, which Slack, Mattermost and others take. Only public
 * addresses are connected to, redirects are not followed, and nothing of the response is read.
 */
@ApplicationScoped
class OperatorWebhook {
    private final AlarmConfig config;
    private final JsonColumns json;
    private final Predicate<InetAddress> permitted;
    private final HttpClient http;

    @Inject
    OperatorWebhook(AlarmConfig config, JsonColumns json) {
        this(config, json, PublicAddresses::contains);
    }

    OperatorWebhook(AlarmConfig config, JsonColumns json, Predicate<InetAddress> permitted) {
        this.config = config;
        this.json = json;
        this.permitted = permitted;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    boolean isConfigured() {
        return config.url().isPresent();
    }

    /** Returns why they were not taken, or empty. The address holds a secret, so it is in no reason. */
    Optional<String> post(List<Alarm> alarms) throws InterruptedException {
        URI url = config.url().orElseThrow();
        String text =
                alarms.stream().map(Alarm::text).map(OperatorWebhook::escaped).collect(Collectors.joining("\n"));
        try {
            InetAddress[] addresses = InetAddress.getAllByName(url.getHost());
            if (!Arrays.stream(addresses).allMatch(permitted)) {
                return Optional.of("the address of OPERATOR_WEBHOOK_URL is not public");
            }
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(config.timeout())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json.write(new Message(text))))
                    .build();
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // Unread: the time-out ends with the headers, and a body may never end.
            response.body().close();
            int status = response.statusCode();
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of("it answered with status " + status);
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }

    /** The body of the call. */
    record Message(String text) {}

    /** Slack's three control characters. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
