package org.incidentcomms.twitter.post;

import io.agroal.api.AgroalDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.incidentcomms.testkit.x.XKeys;
import org.incidentcomms.testkit.x.XPost;
import org.incidentcomms.testkit.x.XStub;
import org.incidentcomms.twitter.gateway.GatewayConfig;
import org.incidentcomms.twitter.gateway.Operator;
import org.incidentcomms.twitter.gateway.Settings;
import org.incidentcomms.twitter.gateway.XGateway;

/** The channel between a real database and a strict X stub, without a service. */
public final class XFixture implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    final XStub x = XStub.start(0);
    final TravellingClock clock = new TravellingClock();
    final PostStore store;
    /** In addition to the keys. */
    final Map<String, String> settings = new HashMap<>();

    private final String database = "x_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    private final AgroalDataSource dataSource;

    XFixture() {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.createDatabase(database);
        dataSource = postgres.dataSource(database);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/twitter")
                .load()
                .migrate();
        store = new PostStore(dataSource);
    }

    /** A channel as in a newly started process. */
    XChannel channel() {
        return channel(dataSource, x, clock, settings);
    }

    XChannel dryChannel() {
        return new XChannel(
                posts(dataSource, new XGateway(gatewayConfig(Map.of()), clock, Optional.empty()), clock, Map.of()));
    }

    /** The account as used by another client with its keys. */
    XGateway gateway() {
        return new XGateway(gatewayConfig(keys(x)), clock, Optional.empty());
    }

    /** Deletes a post, as another client would. */
    void delete(XPost post) {
        Operator.deletes(x, post.id());
    }

    public static XChannel channel(DataSource dataSource, XStub x, Clock clock, Map<String, String> settings) {
        Map<String, String> all = keys(x);
        all.putAll(settings);
        return new XChannel(posts(dataSource, new XGateway(gatewayConfig(all), clock, Optional.empty()), clock, all));
    }

    private static Map<String, String> keys(XStub x) {
        XKeys keys = x.keys();
        Map<String, String> all = new HashMap<>();
        all.put("twitter.api-url", x.apiUrl());
        all.put("twitter.consumer-key", keys.consumerKey());
        all.put("twitter.consumer-secret", keys.consumerSecret());
        all.put("twitter.access-token", keys.accessToken());
        all.put("twitter.access-token-secret", keys.accessTokenSecret());
        all.put("twitter.connect-timeout", "PT0.5S");
        all.put("twitter.read-timeout", "PT1S");
        return all;
    }

    private static GatewayConfig gatewayConfig(Map<String, String> settings) {
        return Settings.of(GatewayConfig.class, settings);
    }

    private static Posts posts(DataSource dataSource, XGateway gateway, Clock clock, Map<String, String> settings) {
        return new Posts(
                gateway,
                new PostStore(dataSource),
                Story.CLICKTIME,
                Story.LINKS,
                Settings.of(PostConfig.class, settings),
                clock);
    }

    DeliveryResult deliver(PublishedEvent event) {
        return channel().deliver(new Delivery<>(event, Recipient.Single.ONLY, 1));
    }

    DeliveryResult settle(PublishedEvent event) {
        return channel().settle(new Delivery<>(event, Recipient.Single.ONLY, 2));
    }

    /** Delivers, then settles repeatedly as the worker would, until the outcome is known. */
    DeliveryResult finish(PublishedEvent event) {
        DeliveryResult result = deliver(event);
        for (int turn = 0; turn < 20 && result instanceof DeliveryResult.Uncertain; turn++) {
            clock.forward(Duration.ofSeconds(4));
            result = settle(event);
        }
        return result;
    }

    Post post(PublishedEvent event) {
        return store.find(event.id()).orElseThrow();
    }

    List<String> texts() {
        return x.posts().stream().map(XPost::text).toList();
    }

    long calls(String method) {
        return x.requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    @Override
    public void close() {
        x.close();
        dataSource.close();
        SharedServers.postgres().dropDatabase(database);
    }
}
