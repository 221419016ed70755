package org.incidentcomms.testkit.x;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies OAuth 1.0a signatures (RFC 5849, HMAC-SHA1) as X does: valid keys, a timestamp within five minutes, an
 * unused nonce. A JSON body is not signed.
 */
final class OAuth1 {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final XKeys keys;
    private final Clock clock;
    private final Map<String, Long> nonces = new ConcurrentHashMap<>();

    OAuth1(XKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Why the request is invalid, or empty. The client does not get this; it helps to diagnose a failed test. */
    Optional<String> flaw(String method, URI uri, String authorization) {
        if (!authorization.startsWith("OAuth ")) {
            return Optional.of("no OAuth 1.0a header");
        }
        Map<String, String> oauth = new HashMap<>();
        var matcher = PARAMETER.matcher(authorization);
        while (matcher.find()) {
            if (oauth.put(matcher.group(1), decode(matcher.group(2))) != null) {
                return Optional.of("twice in the header: " + matcher.group(1));
            }
        }
        String timestamp = oauth.getOrDefault("oauth_timestamp", "");
        String nonce = oauth.getOrDefault("oauth_nonce", "");
        String signature = oauth.getOrDefault("oauth_signature", "");
        if (!keys.consumerKey().equals(oauth.get("oauth_consumer_key"))) {
            return Optional.of("unknown consumer key");
        } else if (!keys.accessToken().equals(oauth.get("oauth_token"))) {
            return Optional.of("unknown token");
        } else if (!"HMAC-SHA1".equals(oauth.get("oauth_signature_method"))) {
            return Optional.of("signature method is not HMAC-SHA1");
        } else if (!oauth.getOrDefault("oauth_version", "1.0").equals("1.0")) {
            return Optional.of("version is not 1.0");
        } else if (!isTimely(timestamp)) {
            return Optional.of("timestamp out of bounds");
        } else if (!matches(signature, signature(method, uri, oauth))) {
            return Optional.of("signature does not match");
        } else if (nonce.isEmpty() || isKnown(nonce, Long.parseLong(timestamp))) {
            return Optional.of("nonce missing or used before");
        }
        return Optional.empty();
    }

    private boolean isTimely(String timestamp) {
        return timestamp.matches("\\d{1,12}")
                && Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) <= TOLERANCE.toSeconds();
    }

    private boolean isKnown(String nonce, long timestamp) {
        long oldest = clock.instant().getEpochSecond() - TOLERANCE.toSeconds();
        nonces.values().removeIf(used -> used < oldest);
        return nonces.putIfAbsent(nonce, timestamp) != null;
    }

    private static boolean matches(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 5849, section 3.4. */
    private String signature(String method, URI uri, Map<String, String> oauth) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        oauth.forEach((name, value) -> {
            if (!name.equals("oauth_signature")) {
                parameters.add(Map.entry(encode(name), encode(value)));
            }
        });
        for (Map.Entry<String, String> parameter : query(uri)) {
            parameters.add(Map.entry(encode(parameter.getKey()), encode(parameter.getValue())));
        }
        parameters.sort(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()));
        String normalized = String.join(
                "&",
                parameters.stream().map(p -> p.getKey() + "=" + p.getValue()).toList());
        String base = method.toUpperCase(Locale.ROOT) + "&" + encode(address(uri)) + "&" + encode(normalized);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            String key = encode(keys.consumerSecret()) + "&" + encode(keys.accessTokenSecret());
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HMAC-SHA1 in this JVM", e);
        }
    }

    private static String address(URI uri) {
        boolean defaultPort =
                uri.getPort() < 0 || uri.getPort() == (uri.getScheme().equalsIgnoreCase("https") ? 443 : 80);
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (defaultPort ? "" : ":" + uri.getPort()) + uri.getRawPath();
    }

    /** The decoded parameters of the query, in order; one without "=" has an empty value. */
    static List<Map.Entry<String, String>> query(URI uri) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    parameters.add(
                            equals < 0
                                    ? Map.entry(decode(pair), "")
                                    : Map.entry(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** RFC 3986's unreserved characters are kept, all others become %XX. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
