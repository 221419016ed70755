package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.Test;

/** Whatever is thrown in the relay's threads, they go on. */
class RelayLoopTest {
    private final OutboxConfig config =
            new RelayFixture.Settings(Duration.ofDays(7), Duration.ofHours(1), "loop-test", 1, 1, (short) 1);

    /** Fails in every way, then says that it was asked again. */
    private static final class Odd {
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>(List.of(
                new AssertionError("the driver's, of a connection that died"),
                new IllegalStateException("odd"),
                new StackOverflowError("nobody expects it")));
        private final CountDownLatch askedAgain = new CountDownLatch(1);

        void ask() {
            switch (failures.poll()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> askedAgain.countDown();
            }
        }

        boolean isAskedAgain() throws InterruptedException {
            return askedAgain.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A cluster that cannot be reached. */
    private static final class OddSettings extends KafkaConnection {
        private final Odd odd;

        OddSettings(Odd odd) {
            super(new SmallRyeConfigBuilder().build(), new SimpleMeterRegistry());
            this.odd = odd;
        }

        @Override
        public Map<String, Object> client(String id) {
            odd.ask();
            throw new KafkaException("away");
        }
    }

    @Test
    void the_relay_asks_the_database_again() throws InterruptedException {
        Odd odd = new Odd();
        DataSource away = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    odd.ask();
                    throw new SQLException("away", "08006");
                });
        KafkaConnection kafka = new OddSettings(new Odd());
        OutboxRelay relay = new OutboxRelay(
                away,
                new JsonColumns(new ObjectMapper()),
                new EventSender(kafka, config),
                new TopicProvisioner(kafka, config),
                new RelayGauges(new SimpleMeterRegistry(), Clock.systemUTC()),
                new RelayWakeup(new TransactionSynchronizationRegistryImple()),
                config,
                Clock.systemUTC());
        relay.start(new StartupEvent());
        try {
            assertThat(odd.isAskedAgain()).isTrue();
        } finally {
            relay.stop(new ShutdownEvent());
        }
    }

    @Test
    void the_topics_are_looked_at_again() throws InterruptedException {
        Odd odd = new Odd();
        TopicProvisioner watch = new TopicProvisioner(new OddSettings(odd), config);
        watch.start();
        try {
            assertThat(odd.isAskedAgain()).isTrue();
        } finally {
            watch.stop();
        }
    }
}
