package org.incidentcomms.kit.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.incidentcomms.service.net.PublicAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a channel's HTTP client.
 *
 * @param connectTimeout limit for opening a connection
 * @param timeout limit for the whole call, from the name look-up to the last byte of the response
 * @param maxResponseBytes a longer response is cut off
 * @param addresses the addresses that may be connected to
 * @param proxies selects a target's proxy, if any
 */
public record HttpClientSettings(
        String userAgent,
        Duration connectTimeout,
        Duration timeout,
        int maxResponseBytes,
        Predicate<InetAddress> addresses,
        ProxySelector proxies) {

    /** 5 s to connect, 20 s in all, 1 MB, any address, the proxy of the JVM's own properties ({@code https.proxyHost}). */
    public static HttpClientSettings of(String userAgent) {
        return new HttpClientSettings(
                userAgent,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                1 << 20,
                address -> true,
                ProxySelector.getDefault());
    }

    public HttpClientSettings within(Duration connectTimeout, Duration timeout) {
        return new HttpClientSettings(userAgent, connectTimeout, timeout, maxResponseBytes, addresses, proxies);
    }

    public HttpClientSettings reading(int maxResponseBytes) {
        return new HttpClientSettings(userAgent, connectTimeout, timeout, maxResponseBytes, addresses, proxies);
    }

    /**
     * For targets named by untrusted parties, such as a subscriber's webhook: only public addresses are connected to.
     * With a proxy, the proxy connects, so only a numeric private address can be refused.
     */
    public HttpClientSettings toStrangers() {
        return to(PublicAddresses::contains);
    }

    HttpClientSettings to(Predicate<InetAddress> addresses) {
        return new HttpClientSettings(userAgent, connectTimeout, timeout, maxResponseBytes, addresses, proxies);
    }

    /**
     * All calls use this proxy, such as {@code http://proxy:3128}; empty keeps the JVM's properties.
     *
     * @throws IllegalStateException if it is not valid; the message names the setting
     */
    public HttpClientSettings through(Optional<String> outboundProxy) {
        return outboundProxy
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(proxy -> new HttpClientSettings(
                        userAgent, connectTimeout, timeout, maxResponseBytes, addresses, proxy(proxy)))
                .orElse(this);
    }

    private static ProxySelector proxy(String setting) {
        URI uri;
        try {
            uri = URI.create(setting);
        } catch (IllegalArgumentException e) {
            throw wrongProxy(e);
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getPort() < 0
                || uri.getUserInfo() != null) {
            throw wrongProxy(null);
        }
        return ProxySelector.of(InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()));
    }

    /** The setting may hold a password, so the message does not contain its value. */
    private static IllegalStateException wrongProxy(@Nullable Exception cause) {
        return new IllegalStateException(
                "OUTBOUND_PROXY must be an address such as http://proxy.example.com:3128, without user and password.",
                cause);
    }
}
