package org.incidentcomms.api.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the peer of the connection. A proxy's {@code X-Forwarded-For} counts only where {@code
 * quarkus.http.proxy.…} says that there is a proxy to trust, as anybody can send one.
 */
public final class Addresses {
    private Addresses() {}

    public static String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        if (peer == null) {
            return "unknown";
        }
        String address = orNull(peer.hostAddress());
        return address == null ? orElse(peer.host(), "unknown") : address;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
