package org.incidentcomms.api.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the peer of the connection. A proxy's {@code X-Forwarded-For} counts only where {@code
 * quarkus.http.proxy.…} says that there is a proxy to trust, as anybody can send one.
 */
public final class ClientAddress {
    private ClientAddress() {}

    public static String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        if (peer == null) {
            return "unknown";
        }
        return orElse(peer.hostAddress(), orElse(peer.host(), "unknown"));
    }

    static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
