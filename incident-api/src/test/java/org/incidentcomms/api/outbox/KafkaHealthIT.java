package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.kafka.KafkaConnection;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the health check makes of topics that are as they should be, and of others. */
class KafkaHealthIT {
    private EmbeddedKafka kafka;
    private TopicProvisioner watch;

    @BeforeEach
    void start() {
        kafka = SharedServers.kafka();
        kafka.deleteTopic(Topics.STATUS_EVENTS);
        watch = watch(1);
    }

    private TopicProvisioner watch(int copies) {
        return new TopicProvisioner(
                new KafkaConnection(kafka.bootstrapServers()),
                new RelayFixture.Settings(
                        Duration.ofDays(7), Duration.ofHours(1), "health-test", 1, 1, (short) copies));
    }

    @AfterEach
    void stop() {
        watch.stop();
        kafka.start();
        kafka.deleteTopic(Topics.STATUS_EVENTS);
    }

    @Test
    void topics_of_our_own_making_are_well() {
        HealthCheckResponse health = healthAfter(TopicProvisioner.Verdict.AS_PLANNED);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(data(health)).containsEntry("degraded", false);
    }

    @Test
    void other_partitions_or_another_policy_are_down_and_named() {
        kafka.recreateTopic(Topics.STATUS_EVENTS, 3, Map.of("cleanup.policy", "delete"));

        HealthCheckResponse health = healthAfter(TopicProvisioner.Verdict.DIFFERENT);

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(data(health).get("differences")))
                .contains("3 partitions")
                .contains("cleanup.policy=delete");
    }

    @Test
    void topics_with_fewer_copies_than_there_should_be_are_down_and_named() {
        kafka.recreateTopic(Topics.STATUS_EVENTS, 1, TopicSpec.ALL.getFirst().settings());
        kafka.recreateTopic(Topics.DELIVERY_REPORTS, 1, TopicSpec.ALL.getLast().settings());
        watch = watch(3);

        HealthCheckResponse health = healthAfter(TopicProvisioner.Verdict.DIFFERENT);

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(data(health).get("differences")))
                .contains("status-events has 1 copies, must have 3")
                .contains("delivery-reports has 1 copies, must have 3");
    }

    @Test
    void kafka_being_away_is_degraded_and_not_down() {
        kafka.stop();

        HealthCheckResponse health = healthAfter(TopicProvisioner.Verdict.UNREACHABLE);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(data(health)).containsEntry("degraded", true);
    }

    private HealthCheckResponse healthAfter(TopicProvisioner.Verdict verdict) {
        watch.start();
        await().until(() -> watch.verdict() == verdict);
        return new KafkaHealth(watch, new RelayGauges(new SimpleMeterRegistry(), Clock.systemUTC())).call();
    }

    private static Map<String, Object> data(HealthCheckResponse health) {
        return health.getData().orElseThrow();
    }
}
