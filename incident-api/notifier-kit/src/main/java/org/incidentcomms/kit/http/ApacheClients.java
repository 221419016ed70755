package org.incidentcomms.kit.http;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Creates the library's clients with every feature disabled that could send a request twice, send it elsewhere, or run
 * without limit.
 */
final class ApacheClients {
    /** The call's {@link SendGate} in its context. */
    static final String GATE = "incidentcomms.gate";

    private static final int LONGEST_HEADER_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_CONNECTIONS = 256;

    /** Its debug log shows paths and headers, including tokens. Held, because a logger may lose its level otherwise. */
    private static final Logger LIBRARY = Logger.getLogger("org.apache.hc");

    static {
        LIBRARY.setLevel(Level.INFO);
    }

    private ApacheClients() {}

    static CloseableHttpClient direct(HttpClientSettings settings, DnsResolver names) {
        return builder(settings, names).build();
    }

    /** The proxy resolves the target's name; this side resolves only the names of proxies. */
    static CloseableHttpClient proxied(HttpClientSettings settings) {
        return builder(settings, SystemDefaultDnsResolver.INSTANCE)
                .setRoutePlanner(new SystemDefaultRoutePlanner(settings.proxies()))
                .build();
    }

    private static HttpClientBuilder builder(HttpClientSettings settings, DnsResolver names) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(limits)
                                .build())
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setRedirectsEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent(settings.userAgent())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                // After the interceptor that connects, also through a proxy's tunnel.
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "gate", (request, scope, chain) -> {
                    SendGate gate = (SendGate) scope.clientContext.getAttribute(GATE);
                    if (!gate.pass()) {
                        throw new IOException("aborted before anything was sent");
                    }
                    return chain.proceed(request, scope);
                });
    }
}
