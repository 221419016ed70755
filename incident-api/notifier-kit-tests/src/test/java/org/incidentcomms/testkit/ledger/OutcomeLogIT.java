package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.incidentcomms.events.Impact;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.incidentcomms.kit.ledger.ClaimStore.Tries;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.OutcomeWriter;
import org.incidentcomms.kit.ledger.OutcomeWriter.ChunkEnded;
import org.incidentcomms.kit.ledger.OutcomeWriter.Delivered;
import org.incidentcomms.kit.ledger.OutcomeWriter.Open;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of entries: together, one by one, later, or not at all. */
class OutcomeLogIT {
    private final LedgerFixture fixture = new LedgerFixture();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger progress = new AtomicInteger();
    private final OutcomeWriter log = new OutcomeWriter(
            new Transactions(sometimesAway()),
            new DeadLetterStore(fixture.ledgerClock),
            fixture.ledgerClock,
            progress::incrementAndGet);
    private Lease lease;

    @BeforeEach
    void claim() {
        ScriptedChannel channel = new ScriptedChannel(3);
        fixture.plan(channel, Scenario.incident("Written.", Impact.MINOR).opens("word"));
        ClaimStore claims = new ClaimStore(
                ScriptedChannel.DESTINATION, UUID.randomUUID(), Duration.ofSeconds(6), fixture.ledgerClock);
        lease = fixture.transactions.inTransaction(connection ->
                claims.claimChunk(connection, Lane.HOUSEKEEPING).orElseThrow().lease());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void what_waits_is_written_in_one_batch_and_the_plan_is_done_with_its_chunk() {
        CompletableFuture<Boolean> told = log.write(told(1));
        log.write(told(2));
        log.write(told(3));
        CompletableFuture<Boolean> ended = log.write(new ChunkEnded(lease, true, false, Duration.ZERO));

        assertThat(log.writeBatch()).isTrue();

        assertThat(log.isIdle()).isTrue();
        assertThat(told).isCompletedWithValue(true);
        assertThat(ended).isCompletedWithValue(true);
        assertThat(progress).hasValue(1);
        assertThat(fixture.rows("select state, delivered from plan")).containsExactly("done 3");
    }

    @Test
    void deliveries_of_one_chunk_in_one_batch_are_all_written() {
        CompletableFuture<Boolean> first = log.write(told(1));
        CompletableFuture<Boolean> third = log.write(told(3));

        assertThat(log.writeBatch()).isTrue();

        assertThat(first).isCompletedWithValue(true);
        assertThat(third).isCompletedWithValue(true);
        assertThat(fixture.rows("select recipient from recipient_outcome order by 1"))
                .containsExactly("1", "3");
        assertThat(fixture.rows("select state, delivered from plan")).containsExactly("active 2");
    }

    @Test
    void an_entry_does_not_wait_for_ever_for_those_of_other_connections() throws InterruptedException {
        CompletableFuture<Boolean> told = log.write(told(1));

        log.awaitEntries(Duration.ofHours(1), 64);

        assertThat(log.writeBatch()).isTrue();
        assertThat(told).isCompletedWithValue(true);
    }

    @Test
    void one_that_the_database_refuses_holds_up_no_other() {
        CompletableFuture<Boolean> first = log.write(told(1));
        CompletableFuture<Boolean> refused = log.write(new Open(
                lease,
                2,
                OpenState.RETRY,
                new Tries(1, 0),
                fixture.now(),
                FailureReason.TEMPORARY,
                "PostgreSQL takes no \0"));
        CompletableFuture<Boolean> third = log.write(told(3));
        while (!log.isIdle()) {
            assertThat(log.writeBatch()).isTrue();
        }

        assertThat(first).isCompletedWithValue(true);
        assertThat(refused).isCompletedExceptionally();
        assertThat(third).isCompletedWithValue(true);
        assertThat(fixture.rows("select recipient from recipient_outcome order by 1"))
                .containsExactly("1", "3");
    }

    @Test
    void while_the_database_is_away_entries_wait() {
        away.set(true);
        CompletableFuture<Boolean> told = log.write(told(1));
        assertThat(log.writeBatch()).isFalse();
        assertThat(log.writeBatch()).isFalse();
        assertThat(told).isNotDone();
        away.set(false);

        assertThat(log.writeBatch()).isTrue();

        assertThat(told).isCompletedWithValue(true);
    }

    @Test
    void when_it_is_closing_nobody_waits_for_a_database_that_is_away() {
        log.closeSoon();
        away.set(true);
        CompletableFuture<Boolean> told = log.write(told(1));

        assertThat(log.writeBatch()).isFalse();

        assertThat(told).isCompletedExceptionally();
        assertThat(log.isIdle()).isTrue();
    }

    @Test
    void whose_lease_has_passed_on_is_told_so() {
        CompletableFuture<Boolean> ended = log.write(new ChunkEnded(
                new Lease(lease.kind(), lease.planId(), lease.item(), lease.no() - 1), true, false, Duration.ZERO));

        assertThat(log.writeBatch()).isTrue();

        assertThat(ended).isCompletedWithValue(false);
        assertThat(fixture.rows("select state from chunk")).containsExactly("1");
    }

    @Test
    void the_same_entries_again_change_nothing() {
        log.write(told(1));
        log.write(
                new Open(lease, 2, OpenState.RETRY, new Tries(1, 0), fixture.now(), FailureReason.TEMPORARY, "later"));
        boolean first = log.writeBatch();
        fixture.rows("update open_delivery set lease_no = 77, leased_until = now() returning 1");
        log.write(told(1));
        log.write(
                new Open(lease, 2, OpenState.RETRY, new Tries(1, 0), fixture.now(), FailureReason.TEMPORARY, "later"));

        assertThat(first && log.writeBatch()).isTrue();

        assertThat(fixture.rows("select delivered, failed, skipped from plan")).containsExactly("1 0 0");
        assertThat(fixture.rows("select lease_no from open_delivery where leased_until is not null"))
                .as("leased by another since")
                .containsExactly("77");
    }

    private Delivered told(long recipient) {
        return new Delivered(lease, recipient, null, false);
    }

    private DataSource sometimesAway() {
        DataSource real = fixture.dataSource();
        return (DataSource) java.lang.reflect.Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new SQLException("away", "08006");
                    }
                    return method.invoke(real, arguments);
                });
    }
}
