package org.incidentcomms.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.Tokens;

/**
 * Notifiers over real HTTP that check the bearer token as ours do, read the event with the contract's own codec and give
 * it back as their preview. Blog is not there.
 */
public final class EchoingNotifiers implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final EventCodec CODEC = new EventCodec();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/email/v1/previews", exchange -> echo(exchange, 1200));
        server.createContext("/twitter/v1/previews", exchange -> echo(exchange, 1));
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "notifier.email.url", base + "/email",
                "notifier.twitter.url", base + "/twitter",
                "notifier.blog.url", base + "/blog");
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void echo(HttpExchange exchange, int recipients) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!isOfAnOperator(authorization)) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        Map<String, String> attributes = new java.util.HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        attributes.put(name.toLowerCase(java.util.Locale.ROOT).replace('-', '_'), values.getFirst()));
        PublishedEvent event = CODEC.decode(attributes, body);
        byte[] answer = MAPPER.writeValueAsBytes(Map.of(
                "items",
                List.of(Map.of(
                        "destination",
                        exchange.getHttpContext().getPath(),
                        "recipients",
                        recipients,
                        "parts",
                        Map.of("id", event.id(), "event", new String(CODEC.encode(event.data()), UTF_8)),
                        "warnings",
                        List.of()))));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static boolean isOfAnOperator(String authorization) throws IOException {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        String[] parts = authorization.substring(7).split("\\.");
        try {
            String pem = Files.readString(Path.of(Tokens.publicKeyFile().toUri()))
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
            signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
            JsonNode claims = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && claims.path("groups").toString().contains("operator");
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
