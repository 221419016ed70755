package org.incidentcomms.api.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider that signs everybody in at once, and is strict where it matters: a code is good once, for the
 * client and redirect address it was made for, and for whoever knows the verifier of its challenge.
 */
public final class PretendProvider implements QuarkusTestResourceLifecycleManager {
    static final String CLIENT = "incident-console";
    /** Set it to answer with another nonce than asked for. */
    static final String WRONG_NONCE = "pretend-provider.wrong-nonce";

    private final Map<String, Map<String, String>> questions = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration", exchange -> json(exchange, 200, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token"}""".formatted(issuer())));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
        return Map.of("console.oidc-issuer", issuer(), "console.oidc-client-id", CLIENT);
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> question = form(exchange.getRequestURI().getRawQuery());
        String code = "code-" + questions.size();
        questions.put(code, question);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        question.get("redirect_uri") + "?code=" + code + "&state=" + question.get("state") + "&iss="
                                + issuer());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> answer = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> known = questions.remove(answer.getOrDefault("code", ""));
        Map<String, String> question = known == null ? Map.of() : known;
        boolean isRight = "authorization_code".equals(answer.get("grant_type"))
                && CLIENT.equals(answer.get("client_id"))
                && "S256".equals(question.get("code_challenge_method"))
                && question.getOrDefault("redirect_uri", "").equals(answer.get("redirect_uri"))
                && challenge(answer.getOrDefault("code_verifier", "")).equals(question.get("code_challenge"));
        if (!isRight) {
            json(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"this code is not good\"}");
            return;
        }
        String nonce = System.getProperty(WRONG_NONCE, question.getOrDefault("nonce", ""));
        String claims = "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"ada\",\"nonce\":\"%s\",\"exp\":%d}"
                .formatted(issuer(), CLIENT, nonce, Instant.now().getEpochSecond() + 60);
        String idToken = "e30." + base64(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
        json(exchange, 200, """
                {"token_type": "Bearer", "access_token": "%s", "id_token": "%s"}""".formatted(Tokens.token("ada", "operator"), idToken));
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(@Nullable String encoded) {
        return Arrays.stream(encoded == null ? new String[0] : encoded.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
