package org.incidentcomms.kit.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param uri absolute, http or https
 * @param body sent as UTF-8, or null for none
 */
public record OutboundRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body) {

    /** @throws IllegalArgumentException if the address is not http or https, or a header holds a control character */
    public OutboundRequest {
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("not an http or https address");
        }
        headers.forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new IllegalArgumentException("header " + name.strip() + " holds a control character");
            }
        });
        headers = Map.copyOf(headers);
    }

    public static OutboundRequest get(URI uri) {
        return new OutboundRequest("GET", uri, Map.of("Accept", "application/json"), null);
    }

    /** A POST of JSON that asks for JSON. */
    public static OutboundRequest postJson(URI uri, String json) {
        Map<String, String> headers = Map.of("Accept", "application/json", "Content-Type", "application/json");
        return new OutboundRequest("POST", uri, headers, json);
    }

    public OutboundRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new OutboundRequest(method, uri, more, body);
    }

    /** Omits path and headers, which hold secrets. */
    @Override
    public String toString() {
        return method + " to " + uri.getHost();
    }
}
