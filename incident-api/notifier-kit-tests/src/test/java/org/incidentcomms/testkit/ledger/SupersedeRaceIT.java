package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ClaimStore;
import org.incidentcomms.kit.ledger.ClaimStore.Chunk;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.PrecedenceStore;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.kit.worker.DeliverySteps.Preference;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two connections supersede the last two open deliveries of a plan, one of them while the other has not committed. */
class SupersedeRaceIT {
    private final LedgerFixture fixture = new LedgerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_plan_whose_last_two_are_superseded_at_once_is_done() throws SQLException {
        ScriptedChannel channel = new ScriptedChannel(20);
        channel.deliver = delivery ->
                delivery.recipient().id() == 1 || delivery.recipient().id() == 20
                        ? DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later")
                        : DeliveryResult.delivered();
        Scenario story = Scenario.incident("Raced.", Impact.MINOR);
        fixture.plan(channel, story.opens("older"));
        DeliverySteps<Person> process = fixture.process(channel);
        while (process.deliver(Lane.HOUSEKEEPING, Preference.CHUNKS)) {
            // until both chunks are done but for two
        }
        fixture.plan(channel, story.says(Status.IDENTIFIED, "newer"));
        ClaimStore claims = new ClaimStore(
                ScriptedChannel.DESTINATION, UUID.randomUUID(), Duration.ofMinutes(1), fixture.ledgerClock);
        PrecedenceStore precedence = new PrecedenceStore(fixture.ledgerClock);
        Chunk first = claim(claims);
        Chunk second = claim(claims);

        CompletableFuture<Boolean> waiting;
        try (Connection connection = fixture.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(precedence.supersede(connection, first, 1)).isTrue();
            waiting = CompletableFuture.supplyAsync(
                    () -> fixture.transactions.inTransaction(other -> precedence.supersede(other, second, 20)));
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> waiting.isDone()
                            || !fixture.rows("select 1 from pg_stat_activity where wait_event_type = 'Lock'")
                                    .isEmpty());
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(waiting.join()).isTrue();
        assertThat(fixture.rows("select state, skipped from plan order by id")).containsExactly("done 2", "active 0");
    }

    private Chunk claim(ClaimStore claims) {
        return fixture.transactions.inTransaction(
                connection -> claims.claimChunk(connection, Lane.HOUSEKEEPING).orElseThrow());
    }
}
