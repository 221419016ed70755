package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.incidentcomms.kit.log.KafkaSettings;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers. A consumer whose broker is gone polls on in silence, as if nothing happened out there; the
 * status page may say "as of now" only if something would have been heard, so this asks.
 */
@Singleton
class KafkaContact implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaContact.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final KafkaSettings settings;
    private final Clock clock;
    private @Nullable Admin admin;
    private volatile @Nullable Instant answered;

    KafkaContact(KafkaSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks, and waits a few seconds for the answer. For one thread. */
    void ask() {
        try {
            int millis = (int) PATIENCE.toMillis();
            admin().describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                    .clusterId()
                    .get(2L * millis, TimeUnit.MILLISECONDS);
            answered = clock.instant();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debugf("kafka does not answer reason=%s", e.getMessage());
        }
    }

    private Admin admin() {
        Admin made = admin;
        if (made == null) {
            made = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    settings.bootstrapServers(),
                    AdminClientConfig.CLIENT_ID_CONFIG,
                    settings.clientId() + "-contact",
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    "1000"));
            admin = made;
        }
        return made;
    }

    /** Whether it has answered lately. */
    boolean isFresh() {
        Instant last = answered;
        return last != null && Duration.between(last, clock.instant()).compareTo(SILENCE) < 0;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
