package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.RETRIES_THEN_CHUNKS;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As {@link LeaseFenceIT}, for the lease of a delivery that is tried again outside its chunk. */
class OpenDeliveryFenceIT {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(7);
    private static final String PLAN = "select state, total, delivered, failed, skipped from plan order by id";

    private final LedgerFixture fixture = new LedgerFixture();
    private final PublishedEvent opened =
            Scenario.incident("Paused.", Impact.MINOR).opens("word");
    private List<String> openWhileNextSends = List.of();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_open_delivery_is_fenced_too() {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        channel.deliver = delivery -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
        DeliverySteps<Person> late = fixture.process(channel);
        assertThat(late.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.pass(Duration.ofSeconds(6));
        channel.deliver = delivery -> {
            fixture.pass(LONGER_THAN_A_LEASE);
            ScriptedChannel other = new ScriptedChannel(1);
            assertThat(fixture.process(other).deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS))
                    .isTrue();
            assertThat(other.sent).containsExactly("word settled for 1");
            return DeliveryResult.rejected(FailureReason.POLICY, "no");
        };

        assertThat(late.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    /** Found by the simulator: a later text went out while the next owner was still sending. */
    @Test
    void a_late_delivered_does_not_end_what_the_next_owner_is_sending() {
        DeliverySteps<Person> process = openDeliveryTakenOver(() -> DeliveryResult.delivered());

        assertThat(openWhileNextSends).containsExactly("1");
        assertThat(fixture.rows("select * from open_delivery")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isFalse();
    }

    @Test
    void what_is_known_to_be_delivered_is_not_sent_again_after_its_next_owner_has_ended() {
        DeliverySteps<Person> process = openDeliveryTakenOver(() -> {
            throw new StackOverflowError("while it is sent again");
        });
        assertThat(fixture.rows("select recipient from open_delivery")).containsExactly("1");
        fixture.pass(Duration.ofSeconds(31));
        openWhileNextSends = List.of();

        assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();

        assertThat(openWhileNextSends).as("nothing was sent").isEmpty();
        assertThat(fixture.rows("select * from open_delivery")).isEmpty();
        assertThat(fixture.rows(PLAN)).containsExactly("done 1 1 0 0");
    }

    /** The first owner of an open delivery says "delivered" while the next one is sending; notes what is open then. */
    private DeliverySteps<Person> openDeliveryTakenOver(Supplier<DeliveryResult> next) {
        ScriptedChannel channel = new ScriptedChannel(1);
        fixture.plan(channel, opened);
        channel.deliver = delivery -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
        DeliverySteps<Person> process = fixture.process(channel);
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        fixture.pass(Duration.ofHours(1));
        channel.deliver = delivery -> {
            throw new StackOverflowError("after it was sent");
        };
        assertThatThrownBy(() -> process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS))
                .isInstanceOf(StackOverflowError.class);
        String[] row = fixture.rows("select plan_id, lease_no from open_delivery")
                .getFirst()
                .split(" ", -1);
        Lease first = new Lease(Lease.Kind.OPEN_DELIVERY, Long.parseLong(row[0]), 1, Long.parseLong(row[1]));
        fixture.pass(Duration.ofSeconds(31));
        channel.settle = settled -> {
            assertThat(process.outcomes().write(new OutcomeWriter.Delivered(first, 1, null, false)))
                    .isNotDone();
            assertThat(process.outcomes().writeBatch()).isTrue();
            openWhileNextSends = fixture.rows("select recipient from open_delivery");
            return next.get();
        };
        try {
            assertThat(process.deliver(Lane.HOUSEKEEPING, RETRIES_THEN_CHUNKS)).isTrue();
        } catch (StackOverflowError ended) {
            // as the next owner's process
        }
        return process;
    }
}
