package org.incidentcomms.email.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.junit.jupiter.api.Test;

/** What a retry does for those whose address was refused: they are in quarantine by then. */
@QuarkusTest
@EmailService
class RetryOfQuarantinedIT extends DeliveryFixture {
    private final String joe = group + ".joe@customer.example";

    @Test
    void whoIsInQuarantineStaysFailedAndIsToldByTheRetryAfterReactivation() {
        long patId = add(pat, "");
        long sueId = add(sue, "");
        long joeId = add(joe, "");
        Scenario story = Scenario.incident("Refused", Impact.MINOR).limitedTo(group);
        mail.faults().reply(Stage.RCPT, pat::equals, "552 5.3.4 too big", 100);
        mail.faults().reply(Stage.RCPT, address -> List.of(sue, joe).contains(address), "550 5.1.1 user unknown", 100);
        PublishedEvent opened = story.opens("It is slow.");
        topic.publish(opened);
        awaitReport(opened, DeliveryState.FAILED);
        mail.faults().clear();
        operator().delete("/v1/subscribers/" + joeId).then().statusCode(204);

        topic.publish(story.event(RetryOfQuarantinedIT::retry));
        await().untilAsserted(() -> {
            assertThat(outcome(opened, patId)).isEqualTo("delivered null");
            assertThat(outcome(opened, sueId)).isEqualTo("failed no_such_recipient");
            assertThat(outcome(opened, joeId)).isEqualTo("skipped left");
        });
        assertThat(mail.messagesTo(sue)).as("mails to an address in quarantine").isEmpty();
        operator().post("/v1/subscribers/" + sueId + "/reactivate").then().statusCode(200);
        topic.publish(story.event(RetryOfQuarantinedIT::retry));

        await().untilAsserted(() -> assertThat(outcome(opened, sueId)).isEqualTo("delivered null"));
        assertThat(mail.messagesTo(sue)).hasSize(1);
        assertThat(mail.messagesTo(pat)).as("who was told before").hasSize(1);
        assertThat(mail.messagesTo(joe)).as("who is no longer on the list").isEmpty();
    }

    private static StatusEvent retry(Incident incident) {
        return new DeliveryRetryRequested(incident, null, List.of("email"));
    }

    private static String outcome(PublishedEvent event, long subscriber) {
        var item = deliveries("event", event.id())
                .extract()
                .jsonPath()
                .getMap("items.find { it.subscriber_id == " + subscriber + " }");
        return item == null ? "none" : item.get("state") + " " + item.get("reason");
    }
}
