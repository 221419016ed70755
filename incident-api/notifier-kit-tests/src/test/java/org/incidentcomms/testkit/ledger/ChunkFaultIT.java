package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.kit.worker.DeliverySteps.Preference.CHUNKS;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A chunk whose work is interrupted: by the database for a moment, or by a fault of ours. */
class ChunkFaultIT {
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(7);

    private final LedgerFixture fixture = new LedgerFixture();
    private final ScriptedChannel channel = new ScriptedChannel(1);
    private final AtomicInteger untilFault = new AtomicInteger(Integer.MAX_VALUE);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void after_a_blip_of_the_database_it_goes_on_at_once() {
        fixture.plan(channel, Scenario.incident("Blip.", Impact.CRITICAL).opens("word"));
        DeliverySteps<Person> process = fixture.process(channel, new Transactions(faulty(() -> {
            throw new SQLException("away", "08006");
        })));
        untilFault.set(1); // the claim succeeds, the next transaction does not
        assertThatThrownBy(() -> process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isInstanceOf(LedgerException.class);
        fixture.pass(Duration.ofMillis(1));

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(fixture.rows("select state, delivered from plan")).containsExactly("done 1");
    }

    @Test
    void after_a_fault_of_ours_it_rests_so_that_others_have_their_turn() {
        fixture.plan(channel, Scenario.incident("Fault.", Impact.CRITICAL).opens("word"));
        DeliverySteps<Person> process = fixture.process(channel);
        channel.reading = () -> {
            throw new IllegalStateException("a fault of ours");
        };
        assertThatThrownBy(() -> process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isInstanceOf(IllegalStateException.class);
        channel.reading = () -> {};
        fixture.pass(Duration.ofSeconds(29));
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isFalse();
        fixture.pass(Duration.ofSeconds(2));

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
    }

    @Test
    void a_lease_that_ran_out_while_the_database_hung_sends_nothing_even_between_superseding_and_sending() {
        channel.deliver = delivery -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
        Scenario story = Scenario.incident("Hung.", Impact.MINOR);
        fixture.plan(channel, story.opens("older"));
        DeliverySteps<Person> process =
                fixture.process(channel, new Transactions(faulty(() -> fixture.pass(LONGER_THAN_A_LEASE))));
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        channel.deliver = delivery -> DeliveryResult.delivered();
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        untilFault.set(2); // the claim and the event are read; then comes superseding

        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();

        assertThat(fixture.rows("select state, skipped from plan order by id")).containsExactly("done 1", "active 0");
        assertThat(channel.sent).containsExactly("older to 1");
        fixture.pass(Duration.ofMillis(1));
        assertThat(process.deliver(Lane.HOUSEKEEPING, CHUNKS)).isTrue();
        assertThat(channel.sent).containsExactly("older to 1", "newer to 1");
    }

    /** What happens once, before a transaction. */
    private interface Fault {
        void strike() throws SQLException;
    }

    /** Struck once, after {@link #untilFault} more transactions. */
    private DataSource faulty(Fault fault) {
        DataSource real = fixture.dataSource();
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && untilFault.getAndDecrement() == 0) {
                        fault.strike();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
