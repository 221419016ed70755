package org.incidentcomms.email.subscriber;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The network a request comes from: IPv4 /24 or IPv6 /56, which one party usually has whole. {@code X-Forwarded-For}
 * counts only if {@code quarkus.http.proxy.…} configures a trusted proxy, as any client can send the header.
 */
final class ClientNetwork {
    private static final String UNKNOWN = "unknown";

    private ClientNetwork() {}

    static String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        return peer == null ? UNKNOWN : of(peer.hostAddress());
    }

    /** @param address an address in numbers; a name is never looked up */
    static String of(@Nullable String address) {
        if (address == null || !address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.*)?")) {
            return UNKNOWN;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address.replaceAll("%.*", ""));
            int bytes = parsed instanceof Inet4Address ? 3 : 7;
            return HexFormat.of().formatHex(parsed.getAddress(), 0, bytes);
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}
