package org.incidentcomms.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Which alarms are told when several replicas look. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AlarmStoreIT {
    @Inject
    AlarmStore store;

    private final Alarm alarm = new Alarm("overdue:" + UUID.randomUUID(), "An update is overdue.");
    private final Instant now = Instant.now();

    @Test
    void a_replica_that_looked_earlier_does_not_make_an_alarm_be_told_again() {
        store.sync(List.of(alarm), List.of(), now);
        store.told(List.of(alarm), now);

        store.sync(List.of(), List.of(), now.minusSeconds(10));
        store.sync(List.of(alarm), List.of(), now);

        assertThat(store.take(now, 100)).doesNotContain(alarm);
    }

    @Test
    void a_condition_that_ended_and_came_back_is_told_again() {
        store.sync(List.of(alarm), List.of(), now);
        store.told(List.of(alarm), now);

        store.sync(List.of(), List.of(), now.plusSeconds(30));
        store.sync(List.of(alarm), List.of(), now.plusSeconds(60));

        assertThat(store.take(now.plusSeconds(60), 100)).contains(alarm);
    }
}
