package org.incidentcomms.api.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What operators are told of by their own webhook. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AlarmsIT extends WithAlarms {
    private static final String PARKED =
            "{\"checks\":[{\"name\":\"notifier\",\"data\":{\"kafka\":\"ok\",\"x\":\"degraded: parked (auth)\"}}]}";

    @Test
    void a_promised_update_that_is_overdue_is_told_once_and_again_only_when_it_is_another() throws Exception {
        String title = "Overdue <&> " + UUID.randomUUID();
        String id = open(title, ",\"next_update_at\":\"" + now.instant().plusSeconds(600) + "\"");
        AlarmWatch watch = watch(address -> true);

        lookAtAll(watch);
        assertThat(about(id)).isEmpty();
        clock.pass(Duration.ofMinutes(15));
        lookAtAll(watch);

        assertThat(about(id))
                .singleElement()
                .satisfies(text ->
                        assertThat(text).startsWith("{\"text\":\"").contains("Overdue &lt;&amp;&gt;", "is overdue"));
        assertThat(metrics.get("next.update.overdue").gauge().value()).isBetween(60.0, 300.0);

        update(id, "");
        lookAtAll(watch);
        assertThat(metrics.get("next.update.overdue").gauge().value()).isZero();
        update(id, ",\"next_update_at\":\"" + now.instant().plusSeconds(1_200) + "\"");
        clock.pass(Duration.ofMinutes(15));
        lookAtAll(watch);
        assertThat(about(id)).hasSize(2);
    }

    @Test
    void quiet_incidents_drafts_by_alerts_and_parked_channels_are_told() throws Exception {
        String quiet = open("Quiet", "");
        String busy = open("Promised", ",\"next_update_at\":\"" + now.instant().plus(QUIET.multipliedBy(2)) + "\"");
        String draft = Api.as(Tokens.token("prometheus", "alerting"))
                .body("{\"version\":\"4\",\"groupKey\":\"" + UUID.randomUUID() + "\",\"status\":\"firing\","
                        + "\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"ProbeFailure\"}}]}")
                .post("/v1/hooks/alertmanager")
                .path("draft");
        health = PARKED;
        AlarmWatch watch = watch(address -> true);

        clock.pass(QUIET.plusMinutes(1));
        lookAtAll(watch);

        assertThat(about(quiet)).hasSize(1);
        assertThat(about(busy)).isEmpty();
        assertThat(about(draft)).hasSize(1);
        assertThat(about("channel x is parked")).hasSize(1);

        health = "Not Found";
        lookAtAll(watch);
        health = PARKED;
        lookAtAll(watch);
        assertThat(about("channel x is parked"))
                .as("the same condition, although the notifier was away meanwhile")
                .hasSize(1);

        health = "{\"checks\":[]}";
        lookAtAll(watch);
        health = PARKED;
        lookAtAll(watch);
        assertThat(about("channel x is parked")).as("parked anew").hasSize(2);
    }

    @Test
    void what_the_webhook_refuses_is_told_again_after_a_back_off() throws Exception {
        String id = open("Refused", "");
        AlarmWatch watch = watch(address -> true);
        clock.pass(QUIET.plusMinutes(1));
        answer = 500;

        lookAtAll(watch);
        assertThat(about(id)).as("before the back-off has passed").hasSize(1);
        answer = 200;
        clock.pass(Duration.ofSeconds(6));
        lookAtAll(watch);

        assertThat(about(id)).hasSize(2);
        assertThat(metrics.get("operator.alarm.failures").counter().count()).isPositive();
    }

    @Test
    void an_address_that_is_not_public_is_not_called() throws Exception {
        open("Not told", "");
        clock.pass(QUIET.plusMinutes(1));

        lookAtAll(watch(org.incidentcomms.service.net.PublicAddresses::contains));

        assertThat(taken).isEmpty();
    }
}
