package org.incidentcomms.kit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.ClaimStore.OpenState;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of deliveries, the outcomes of all connections in one commit (group commit): a row costs a share
 * of a commit instead of a commit.
 *
 * <p>While the database is away entries wait and are written when it is back; a connection waits with them after at
 * most one more message, so that a crash leaves few uncertain.
 */
public final class OutcomeLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutcomeLog.class);
    private static final int LARGEST_BATCH = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** One thing to write. */
    public sealed interface Entry {
        long planId();
    }

    /** Terminal: the recipient was told (or would have been, dry). */
    public record Told(
            long planId, long recipient, @Nullable String url, boolean dryRun, boolean wasOpen) implements Entry {}

    /** Terminal: refused, or given up. A dead letter is written where {@code deadLetter} says so. */
    public record Failed(
            long planId,
            long recipient,
            FailureReason reason,
            String detail,
            boolean wasOpen,
            @Nullable DeadLetter deadLetter)
            implements Entry {}

    /** Terminal: deliberately not told. */
    public record Left(long planId, long recipient, SkipReason reason, boolean wasOpen) implements Entry {}

    /** To be tried, settled or released later. */
    public record Open(
            long planId,
            long recipient,
            OpenState state,
            int attempts,
            Instant nextAt,
            @Nullable FailureReason reason,
            @Nullable String detail)
            implements Entry {}

    /** A chunk was worked to its end, or given back for somebody to go on with after {@code rest}. */
    public record ChunkEnded(long planId, int number, boolean done, Duration rest) implements Entry {}

    /** What a dead letter says beside the recipient. */
    public record DeadLetter(String eventId, String destination) {}

    private record Waiting(Entry entry, CompletableFuture<Void> written) {}

    private final Transactions transactions;
    private final DeadLetterStore deadLetters;
    private final Runnable onChunkEnded;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean closed;

    /** {@code onChunkEnded} is called after the commit: work may have become claimable. */
    public OutcomeLog(Transactions transactions, DeadLetterStore deadLetters, Runnable onChunkEnded) {
        this.transactions = transactions;
        this.deadLetters = deadLetters;
        this.onChunkEnded = onChunkEnded;
        this.thread = Thread.ofPlatform().name("outcome-log").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Hands an entry over; the future completes when it is committed. The queue is bounded by its callers' waiting. */
    public CompletableFuture<Void> write(Entry entry) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        queue.add(new Waiting(entry, written));
        return written;
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_BATCH);
                commit(batch);
                batch.clear();
            } catch (InterruptedException e) {
                if (closed && queue.isEmpty()) {
                    return;
                }
            }
        }
    }

    private void commit(List<Waiting> batch) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                List<Entry> entries = batch.stream().map(Waiting::entry).toList();
                transactions.run(connection -> write(connection, entries));
                batch.forEach(waiting -> waiting.written().complete(null));
                if (entries.stream().anyMatch(entry -> entry instanceof ChunkEnded || wasOpen(entry))) {
                    onChunkEnded.run();
                }
                return;
            } catch (LedgerException e) {
                if (!e.isTransient()) {
                    isolate(batch, e);
                    return;
                }
                LOG.warnf("outcomes wait for the database count=%d reason=%s", batch.size(), e.getMessage());
                if (closing || (!sleep(pause) && closed)) {
                    batch.forEach(waiting -> waiting.written().completeExceptionally(e));
                    return;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    /** One entry the database refuses must not hold up the others. */
    private void isolate(List<Waiting> batch, LedgerException refused) {
        if (batch.size() == 1) {
            Waiting single = batch.getFirst();
            LOG.errorf(
                    refused,
                    "outcome refused by the database plan=%d",
                    single.entry().planId());
            single.written().completeExceptionally(refused);
            return;
        }
        batch.forEach(waiting -> commit(List.of(waiting)));
    }

    private void write(Connection connection, List<Entry> entries) throws SQLException {
        TreeSet<Long> planIds = new TreeSet<>();
        entries.forEach(entry -> planIds.add(entry.planId()));
        Object[] plans = planIds.toArray();
        lock(connection, plans);
        outcomes(connection, entries);
        for (Entry entry : entries) {
            switch (entry) {
                case Told told -> noteUrl(connection, told);
                case Failed failed -> bury(connection, failed);
                case Left left -> {}
                case Open open -> open(connection, open);
                case ChunkEnded ended -> end(connection, ended);
            }
        }
        closeOpen(connection, entries.stream().filter(OutcomeLog::wasOpen).toList());
        finish(connection, plans);
    }

    /** Two replicas that end the last two chunks of a plan must see each other's. */
    private static void lock(Connection connection, Object[] plans) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select 1 from plan where id = any(?) order by id for update")) {
            lock.setArray(1, connection.createArrayOf("bigint", plans));
            lock.execute();
        }
    }

    private static void outcomes(Connection connection, List<Entry> entries) throws SQLException {
        List<Long> plans = new ArrayList<>();
        List<Long> recipients = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Told told -> {
                    recipients.add(told.recipient());
                    codes.add(told.dryRun() ? OutcomeCode.DRY_RUN : OutcomeCode.DELIVERED);
                }
                case Failed failed -> {
                    recipients.add(failed.recipient());
                    codes.add(OutcomeCode.of(failed.reason()));
                }
                case Left left -> {
                    recipients.add(left.recipient());
                    codes.add(OutcomeCode.of(left.reason()));
                }
                case Open open -> {
                    continue;
                }
                case ChunkEnded ended -> {
                    continue;
                }
            }
            plans.add(entry.planId());
        }
        if (plans.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                with added as (
                    insert into outcome (plan_id, recipient, code)
                    select * from unnest(?::bigint[], ?::bigint[], ?::smallint[]) on conflict do nothing
                    returning plan_id, code),
                counted as (
                    select plan_id, count(*) filter (where code < 100) as delivered,
                        count(*) filter (where code between 100 and 199) as failed,
                        count(*) filter (where code >= 200) as skipped,
                        max(code - 100) filter (where code between 100 and 199) as reason, bool_or(code = 2) as dry_run
                    from added group by plan_id)
                update plan set delivered = plan.delivered + counted.delivered, failed = plan.failed + counted.failed,
                    skipped = plan.skipped + counted.skipped, dry_run = plan.dry_run or counted.dry_run,
                    last_reason = coalesce(counted.reason, plan.last_reason),
                    first_at = case when counted.delivered > 0 then coalesce(plan.first_at, now()) else plan.first_at end,
                    last_at = now(), revision = plan.revision + 1
                from counted where plan.id = counted.plan_id""")) {
            insert.setArray(1, connection.createArrayOf("bigint", plans.toArray()));
            insert.setArray(2, connection.createArrayOf("bigint", recipients.toArray()));
            insert.setArray(3, connection.createArrayOf("smallint", codes.toArray()));
            insert.executeUpdate();
        }
    }

    private static void noteUrl(Connection connection, Told told) throws SQLException {
        if (told.url() == null) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("update plan set url = ? where id = ?")) {
            update.setString(1, told.url());
            update.setLong(2, told.planId());
            update.executeUpdate();
        }
    }

    private void bury(Connection connection, Failed failed) throws SQLException {
        DeadLetter letter = failed.deadLetter();
        if (letter != null) {
            deadLetters.delivery(
                    connection,
                    letter.eventId(),
                    letter.destination(),
                    failed.recipient(),
                    failed.reason().label(),
                    failed.detail());
        }
    }

    private static void open(Connection connection, Open open) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into open_delivery (plan_id, recipient, state, attempts, next_at, reason, detail)
                select p.id, ?, ?, ?, ?, ?, ? from plan p where p.id = ? and p.state = 'active'
                on conflict (plan_id, recipient) do update set state = excluded.state, attempts = excluded.attempts,
                    next_at = excluded.next_at, reason = excluded.reason, detail = excluded.detail, owner = null,
                    leased_until = null""")) {
            upsert.setLong(1, open.recipient());
            upsert.setInt(2, open.state().code());
            upsert.setInt(3, open.attempts());
            upsert.setTimestamp(4, Timestamp.from(open.nextAt()));
            FailureReason reason = open.reason();
            upsert.setObject(5, reason == null ? null : reason.code(), java.sql.Types.SMALLINT);
            upsert.setString(6, open.detail());
            upsert.setLong(7, open.planId());
            upsert.executeUpdate();
        }
        FailureReason reason = open.reason();
        if (reason != null) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update plan set last_reason = ?, revision = revision + 1 where id = ?")) {
                update.setInt(1, reason.code());
                update.setLong(2, open.planId());
                update.executeUpdate();
            }
        }
    }

    private static void end(Connection connection, ChunkEnded ended) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update chunk set state = ?, owner = null, leased_until = now() + make_interval(secs => ?)
                where plan_id = ? and number = ? and state < 2""")) {
            update.setInt(1, ended.done() ? 2 : 0);
            update.setDouble(2, ended.rest().toMillis() / 1000.0);
            update.setLong(3, ended.planId());
            update.setInt(4, ended.number());
            update.executeUpdate();
        }
    }

    private static void closeOpen(Connection connection, List<Entry> closed) throws SQLException {
        if (closed.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from open_delivery where plan_id = ? and recipient = ?")) {
            for (Entry entry : closed) {
                delete.setLong(1, entry.planId());
                delete.setLong(2, recipient(entry));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static void finish(Connection connection, Object[] plans) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update plan set state = 'done', total = delivered + failed + skipped, revision = revision + 1
                where id = any(?) and state = 'active'
                    and not exists (select 1 from chunk where plan_id = plan.id and chunk.state < 2)
                    and not exists (select 1 from open_delivery where plan_id = plan.id)""")) {
            update.setArray(1, connection.createArrayOf("bigint", plans));
            update.executeUpdate();
        }
    }

    private static boolean wasOpen(Entry entry) {
        return switch (entry) {
            case Told told -> told.wasOpen();
            case Failed failed -> failed.wasOpen();
            case Left left -> left.wasOpen();
            case Open open -> false;
            case ChunkEnded ended -> false;
        };
    }

    private static long recipient(Entry entry) {
        return switch (entry) {
            case Told told -> told.recipient();
            case Failed failed -> failed.recipient();
            case Left left -> left.recipient();
            case Open open -> open.recipient();
            case ChunkEnded ended -> throw new IllegalArgumentException("a chunk is no recipient");
        };
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** From now on what the database does not take at once is not tried again: its deliveries are settled later. */
    public void closeSoon() {
        closing = true;
    }

    /** Writes what is waiting and ends. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
