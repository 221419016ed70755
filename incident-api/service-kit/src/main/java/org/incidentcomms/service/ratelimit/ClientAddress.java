package org.incidentcomms.service.ratelimit;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

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
        String address = peer.hostAddress();
        return address == null || address.isBlank() ? "unknown" : address;
    }
}
