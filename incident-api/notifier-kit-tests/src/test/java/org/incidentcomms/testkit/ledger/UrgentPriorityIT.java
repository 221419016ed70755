package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An urgent incident is planned while a chunk of another is being sent. */
class UrgentPriorityIT {
    private final LedgerFixture fixture = new LedgerFixture();
    private final ScriptedChannel channel = new ScriptedChannel(4);
    private final DeliverySteps<Person> process = fixture.process(channel);
    private final PublishedEvent urgent =
            Scenario.incident("Down.", Impact.CRITICAL).opens("urgent");
    private final AtomicBoolean planned = new AtomicBoolean();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_less_urgent_chunk_is_released_once_what_was_announced_is_sent() {
        fixture.plan(channel, Scenario.incident("Slow.", Impact.MINOR).opens("minor"));
        channel.deliver = delivery -> {
            theUrgentOneIsPlanned();
            return DeliveryResult.delivered();
        };

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        assertThat(channel.sent).containsExactly("minor to 1", "minor to 2");

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.pass(Duration.ofMillis(1));
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        assertThat(channel.sent)
                .containsExactly(
                        "minor to 1",
                        "minor to 2",
                        "urgent to 1",
                        "urgent to 2",
                        "urgent to 3",
                        "urgent to 4",
                        "minor to 3",
                        "minor to 4");
    }

    @Test
    void an_urgent_chunk_yields_to_nothing() {
        fixture.plan(channel, Scenario.incident("Also down.", Impact.MAJOR).opens("major"));
        channel.deliver = delivery -> {
            theUrgentOneIsPlanned();
            return DeliveryResult.delivered();
        };

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(channel.sent).containsExactly("major to 1", "major to 2", "major to 3", "major to 4");
    }

    private void theUrgentOneIsPlanned() {
        if (planned.compareAndSet(false, true)) {
            fixture.pass(Duration.ofMillis(1));
            fixture.plan(channel, urgent);
            process.yieldToUrgent();
        }
    }
}
