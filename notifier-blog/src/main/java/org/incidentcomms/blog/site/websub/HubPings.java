package org.incidentcomms.blog.site.websub;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.incidentcomms.kit.http.ChannelHttpClient;
import org.incidentcomms.kit.http.HttpClientSettings;
import org.incidentcomms.kit.http.HttpReply;
import org.incidentcomms.kit.http.OutboundRequest;
import org.incidentcomms.service.loop.Backoff;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pings a WebSub hub after feeds have changed ({@code hub.mode=publish}). Changes are collected while a ping is under
 * way and for a second after it, each feed once. A ping that fails is repeated with back-off, at most {@value #TRIES}
 * times, then given up: the next change pings again, and readers poll anyway. Without a hub it does nothing. Never
 * blocks its callers.
 */
public final class HubPings implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HubPings.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int TRIES = 8;
    /** Feeds named in one request. */
    private static final int TOGETHER = 50;

    private final @Nullable URI hub;
    private final MeterRegistry registry;
    private final Duration rest;
    private final Backoff backoff;
    private final ChannelHttpClient http;
    /** Bounded by the number of feeds. */
    private final Set<String> pending = new LinkedHashSet<>();

    private final Semaphore changes = new Semaphore(0);
    private final GuardedLoop loop = new GuardedLoop("websub", this::step);
    private int failures;

    /**
     * @param proxy for all calls, see {@link HttpClientSettings#through}
     * @throws IllegalArgumentException if {@code hub} is no absolute http or https URL
     */
    public HubPings(Optional<URI> hub, Optional<String> proxy, MeterRegistry registry) {
        this(hub, proxy, registry, Duration.ofSeconds(1), new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10)));
    }

    HubPings(Optional<URI> hub, Optional<String> proxy, MeterRegistry registry, Duration rest, Backoff backoff) {
        hub.ifPresent(HubPings::requireWebAddress);
        this.hub = hub.orElse(null);
        this.http = new ChannelHttpClient(HttpClientSettings.of("incidentcomms-notifier-blog")
                .within(TIMEOUT, TIMEOUT)
                .reading(1_024)
                .through(proxy));
        this.registry = registry;
        this.rest = rest;
        this.backoff = backoff;
    }

    private static void requireWebAddress(URI hub) {
        if (hub.getHost() == null || !("https".equals(hub.getScheme()) || "http".equals(hub.getScheme()))) {
            throw new IllegalArgumentException(
                    "WEBSUB_HUB_URL must be the http or https address of a hub, such as https://hub.example.com/");
        }
    }

    public void start() {
        if (hub != null) {
            loop.start();
        }
    }

    /** @param feeds URLs of the feeds that changed */
    public void changed(Collection<String> feeds) {
        if (hub == null || feeds.isEmpty()) {
            return;
        }
        synchronized (pending) {
            pending.addAll(feeds);
        }
        changes.release();
    }

    private Duration step() throws InterruptedException {
        if (failures == 0) {
            changes.acquire();
        }
        changes.drainPermits();
        List<String> feeds = take();
        if (feeds.isEmpty()) {
            return Duration.ZERO;
        }
        if (ping(Objects.requireNonNull(hub), feeds)) {
            count("accepted");
            failures = 0;
            backoff.reset();
            return rest;
        }
        failures++;
        if (failures < TRIES) {
            count("failed");
            putBack(feeds);
            return backoff.lengthen();
        }
        count("given_up");
        LOG.warnf("hub could not be pinged, given up attempt=%d", failures);
        failures = 0;
        backoff.reset();
        return rest;
    }

    private List<String> take() {
        synchronized (pending) {
            List<String> feeds = pending.stream().limit(TOGETHER).toList();
            feeds.forEach(pending::remove);
            if (!pending.isEmpty()) {
                changes.release();
            }
            return feeds;
        }
    }

    private void putBack(List<String> feeds) {
        synchronized (pending) {
            List<String> later = new ArrayList<>(pending);
            pending.clear();
            pending.addAll(feeds);
            pending.addAll(later);
        }
    }

    private boolean ping(URI address, List<String> feeds) {
        String form = "hub.mode=publish"
                + feeds.stream()
                        .map(feed -> "&hub.url=" + URLEncoder.encode(feed, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        OutboundRequest request =
                new OutboundRequest("POST", address, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
        try {
            HttpReply reply = http.send(request);
            if (!reply.isSuccess()) {
                LOG.debugf("hub refused a ping reason=%d attempt=%d", reply.status(), failures + 1);
            }
            return reply.isSuccess();
        } catch (IOException e) {
            LOG.debugf("hub could not be reached reason=%s attempt=%d", e.getMessage(), failures + 1);
            return false;
        }
    }

    private void count(String result) {
        registry.counter("websub.pings", "result", result).increment();
    }

    /** Drops what is pending. */
    @Override
    public void close() {
        loop.interrupt();
    }
}
