package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.kit.ledger.DeadLetterStore.Letter;
import org.incidentcomms.kit.notifier.DeadLetters.Done;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger that was lost, or restored from an older backup, tells nobody again, and still tells what was not told. */
class LedgerRecoveryIT {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 10_000, Duration.ofMinutes(10));

    private static final String EVERY_TABLE = """
            do $$ declare t text; c text; begin
                for t in select tablename from pg_tables
                    where schemaname = 'public' and tablename <> 'flyway_schema_history'
                loop %s end loop;
            end $$""";

    private static final String LOSE = EVERY_TABLE.formatted("execute format('truncate %I cascade', t);");
    private static final String BACK_UP = "create schema backup; "
            + EVERY_TABLE.formatted("execute format('create table backup.%I as table %I', t, t);");
    private static final String RESTORE =
            LOSE + "; set session_replication_role = replica; " + EVERY_TABLE.formatted("""
                    select string_agg(quote_ident(column_name), ', ') into c from information_schema.columns
                        where table_schema = 'public' and table_name = t and is_generated = 'NEVER';
                    execute format('insert into %I (%s) overriding system value select %s from backup.%I', t, c, c, t);""")
                    + "; set session_replication_role = default";
    /** The last step of {@code deploy/backup/restore}. */
    private static final String MARK_RESTORED = "delete from recovery";

    private final PretendRemoteSystem outside = new PretendRemoteSystem();
    private final PretendChannel channel = new PretendChannel(outside, 3, id -> true);
    private NotifierFixture fixture;
    private Notifier notifier;

    @BeforeEach
    void start() {
        fixture = new NotifierFixture(List.of());
        notifier = fixture.start(channel, QUICK);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_lost_ledger_tells_nobody_again_and_what_waited_is_told() throws SQLException {
        Scenario story = Scenario.incident("Story.", Impact.MINOR);
        PublishedEvent told = story.opens("Told before.");
        fixture.topic().publish(told);
        fixture.awaitReport(told, "pretend", DeliveryState.DELIVERED);
        outside.goDown();
        PublishedEvent waiting = story.says(Status.IDENTIFIED, "Not told before.");
        fixture.topic().publish(waiting);
        fixture.awaitReport(waiting, "pretend", DeliveryState.PENDING);
        notifier.close();
        PublishedEvent unseen = story.says(Status.RESOLVED, "Not seen before.");
        fixture.topic().publish(unseen);

        run(LOSE);
        outside.comeUp();
        fixture.start(channel, QUICK);

        fixture.awaitReport(unseen, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.awaitReport(waiting, "pretend", DeliveryState.DELIVERED)
                        .delivered())
                .isEqualTo(3);
        assertThat(outside.accepted()).hasSize(9);
        assertThat(outside.accepted().stream()
                        .map(RemoteSystem.Accepted::identity)
                        .distinct())
                .hasSize(9);
        assertThat(fixture.awaitReport(told, "pretend", DeliveryState.DELIVERED).delivered())
                .isEqualTo(3);
    }

    @Test
    void what_a_lost_ledger_had_told_to_some_waits_for_an_operator() throws SQLException {
        outside.refuse(Set.of("person-2"));
        Scenario story = Scenario.incident("Partly.", Impact.MINOR);
        PublishedEvent partly = story.opens("Told to two of three.");
        fixture.topic().publish(partly);
        await().until(() -> delivered(partly) == 2);
        notifier.close();

        run(LOSE);
        outside.refuse(Set.of());
        Notifier recovered = fixture.start(channel, QUICK);
        DeliveryReport report = fixture.awaitReport(partly, "pretend", DeliveryState.PARTIAL);

        assertThat(report.delivered()).isEqualTo(2);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(outside.accepted()).hasSize(2);

        // A retry of the incident tells those who failed, and nobody knows who that is.
        fixture.topic().publish(story.event(incident -> new DeliveryRetryRequested(incident, null, List.of())));
        PublishedEvent other = Scenario.incident("Other.", Impact.MINOR).opens("Comes after the retry.");
        fixture.topic().publish(other);
        fixture.awaitReport(other, "pretend", DeliveryState.DELIVERED);
        assertThat(fixture.count("select count(*) from plan where retried")).isZero();

        Letter letter = recovered
                .deadLetters()
                .list("delivery", true, Long.MAX_VALUE, 10)
                .getFirst();
        assertThat(recovered.deadLetters().replay(letter.id(), "olga")).isEqualTo(new Done(1));
        fixture.awaitReport(partly, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(6); // this remote system knows what it has
    }

    @Test
    void a_ledger_restored_from_an_older_backup_tells_nobody_again() throws SQLException {
        outside.goDown();
        Scenario story = Scenario.incident("Story.", Impact.MINOR);
        PublishedEvent open = story.opens("Waited when the backup was made.");
        fixture.topic().publish(open);
        fixture.awaitReport(open, "pretend", DeliveryState.PENDING);
        run(BACK_UP);
        outside.comeUp();
        PublishedEvent later = story.says(Status.IDENTIFIED, "Came after the backup.");
        fixture.topic().publish(later);
        fixture.awaitReport(open, "pretend", DeliveryState.DELIVERED);
        fixture.awaitReport(later, "pretend", DeliveryState.DELIVERED);
        notifier.close();
        PublishedEvent unseen = story.says(Status.RESOLVED, "Came after the loss.");
        fixture.topic().publish(unseen);

        run(RESTORE + "; " + MARK_RESTORED);
        assertThat(fixture.count("select count(*) from plan where state = 'active'"))
                .isEqualTo(1);
        fixture.start(channel, QUICK);

        fixture.awaitReport(unseen, "pretend", DeliveryState.DELIVERED);
        assertThat(outside.accepted()).hasSize(9);
        assertThat(outside.accepted().stream()
                        .map(RemoteSystem.Accepted::identity)
                        .distinct())
                .hasSize(9);
        assertThat(fixture.count("select count(*) from plan where state <> 'done'"))
                .isZero();
    }

    private long delivered(PublishedEvent event) {
        DeliveryReport report = fixture.topic().reports("pretend").get(event.id());
        return report == null ? 0 : report.delivered();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = fixture.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
