package org.incidentcomms.kit.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of channels. A request is sent at most once: there are no retries and no redirects. A call blocks,
 * ends within {@link #limit()} and reads no more than its settings allow. It holds no connection between calls.
 * Thread-safe.
 */
public final class ChannelHttpClient {
    private static final Pattern NUMERIC_HOST = Pattern.compile("\\[.*]|[0-9.]+");

    private final HttpClientSettings settings;
    private final CloseableHttpClient direct;
    private final CloseableHttpClient proxied;

    public ChannelHttpClient(HttpClientSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    ChannelHttpClient(HttpClientSettings settings, CheckedDnsResolver.HostNames names) {
        this.settings = settings;
        this.direct = ApacheClients.direct(settings, new CheckedDnsResolver(names, settings.addresses()));
        this.proxied = ApacheClients.proxied(settings);
    }

    /** The maximum duration of a call. */
    public Duration limit() {
        return settings.timeout();
    }

    /**
     * Sends {@code request} and waits for the whole response, whatever its status.
     *
     * @throws IOException if there is no response; {@link HttpFailures} classifies it
     */
    public HttpReply send(OutboundRequest request) throws IOException {
        SendGate gate = new SendGate();
        HttpUriRequestBase message = message(request);
        FutureTask<HttpReply> call = new FutureTask<>(() -> exchange(request, message, gate));
        // A thread of its own, because a name look-up cannot be interrupted.
        Thread thread = Thread.ofVirtual().name("channel-http").start(call);
        try {
            return call.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw gate.close()
                    ? caused(new HttpConnectTimeoutException("no connection in time"), e)
                    : caused(new HttpTimeoutException("no complete response in time"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gate.close()
                    ? caused(new ConnectException("interrupted before anything was sent"), e)
                    : caused(new InterruptedIOException("interrupted while waiting for the response"), e);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), gate.close());
        } finally {
            if (!call.isDone()) {
                message.cancel();
                thread.interrupt();
            }
        }
    }

    private HttpReply exchange(OutboundRequest request, HttpUriRequestBase message, SendGate gate) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(ApacheClients.GATE, gate);
        HttpHost target = new HttpHost(
                request.uri().getScheme(),
                request.uri().getHost(),
                request.uri().getPort());
        ClassicHttpResponse response = client(request.uri()).executeOpen(target, message, context);
        try {
            if (!gate.isPassed() && response.getCode() != HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
                throw new ConnectException("the proxy answered " + response.getCode());
            }
            byte[] body = body(response);
            if (body.length == settings.maxResponseBytes()) {
                message.cancel(); // closing alone would read the rest
            }
            return new HttpReply(response.getCode(), headers(response), new String(body, StandardCharsets.UTF_8));
        } finally {
            Closer.closeQuietly(response);
        }
    }

    private byte[] body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? new byte[0] : entity.getContent().readNBytes(settings.maxResponseBytes());
    }

    private CloseableHttpClient client(URI target) throws IOException {
        boolean viaProxy =
                settings.proxies().select(target).stream().anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
        if (!viaProxy) {
            return direct;
        }
        String host = target.getHost();
        if (NUMERIC_HOST.matcher(host).matches() && !settings.addresses().test(InetAddress.getByName(host))) {
            throw new PrivateAddressException(host);
        }
        return proxied;
    }

    private static HttpHeaders headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static HttpUriRequestBase message(OutboundRequest request) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().forEach(message::setHeader);
        // A kept connection closed by the server would leave the request's outcome unknown.
        message.setHeader("Connection", "close");
        if (request.body() != null) {
            message.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
        }
        return message;
    }

    /**
     * Converts to JDK exceptions, whose type tells whether anything was sent, so that callers need not know the
     * library's.
     */
    private static IOException failure(@Nullable Throwable cause, boolean unsent) {
        if (!(cause instanceof IOException lost)) {
            return new IOException("the call failed", cause);
        }
        if (!unsent || lost instanceof UnknownHostException || lost instanceof SSLPeerUnverifiedException) {
            return lost;
        }
        String message = String.valueOf(lost.getMessage());
        return lost instanceof SSLException
                ? caused(new SSLHandshakeException(message), lost)
                : caused(new ConnectException(message), lost);
    }

    private static <E extends IOException> E caused(E exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
