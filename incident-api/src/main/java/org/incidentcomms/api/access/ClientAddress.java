package org.incidentcomms.api.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address of a request's peer. {@code X-Forwarded-For} counts only if {@code quarkus.http.proxy.…} configures a
 * trusted proxy, as any client can send the header.
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
