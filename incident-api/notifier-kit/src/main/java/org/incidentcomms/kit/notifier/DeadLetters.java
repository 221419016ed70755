package org.incidentcomms.kit.notifier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.kit.channel.TemporaryFailure;
import org.incidentcomms.kit.feed.Incoming;
import org.incidentcomms.kit.feed.Planned;
import org.incidentcomms.kit.feed.Planner;
import org.incidentcomms.kit.feed.ReusedEventIdException;
import org.incidentcomms.kit.ledger.DeadLetterStore;
import org.incidentcomms.kit.ledger.DeadLetterStore.Content;
import org.incidentcomms.kit.ledger.DeadLetterStore.Letter;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InterventionStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.Transactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Use cases of the dead letters: list, find, replay, drop. A replayed record goes through the inbox, and a replayed
 * delivery through its plan, so whoever was told is not told again. A letter that is closed stays as the trail of who did
 * it, until it is pruned.
 */
public final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Transactions transactions;
    private final Planner planner;
    private final Instant startedAt;
    private final Consumer<Planned> onPlanned;
    private final DeadLetterStore letters;
    private final InboxStore inbox;
    private final InterventionStore interventions;

    /** What became of a replay or a drop. */
    public sealed interface Result {}

    /** Done; {@code letters} were closed: a replay of one delivery retries all of its event on its destination. */
    public record Done(int letters) implements Result {}

    /** There is no such letter. */
    public record Unknown() implements Result {}

    /** Nothing was changed; {@code why} says what to do. */
    public record Refused(String why) implements Result {}

    DeadLetters(
            Transactions transactions,
            Planner planner,
            LedgerClock clock,
            Instant startedAt,
            Consumer<Planned> onPlanned) {
        this.transactions = transactions;
        this.planner = planner;
        this.startedAt = startedAt;
        this.onPlanned = onPlanned;
        this.letters = new DeadLetterStore(clock);
        this.inbox = new InboxStore(clock);
        this.interventions = new InterventionStore(clock);
    }

    /**
     * Letters with an id below {@code before}, newest first.
     *
     * @throws LedgerException if the database is unavailable, as all methods here
     */
    public List<Letter> list(@Nullable String kind, boolean open, long before, int limit) {
        return transactions.inTransaction(connection -> letters.list(connection, kind, open, before, limit));
    }

    public Optional<Content> find(long id) {
        return transactions.inTransaction(connection -> letters.find(connection, id));
    }

    /** Reads the record again, or retries the failed recipients of the delivery's event; {@code by} is the caller. */
    public Result replay(long id, String by) {
        Content content = find(id).orElse(null);
        if (content == null) {
            return new Unknown();
        }
        if (content.letter().closedAs() != null) {
            return alreadyClosed();
        }
        Result result = content.letter().isRecord() ? replayRecord(content, by) : replayDelivery(content.letter(), by);
        if (result instanceof Done(int closed)) {
            LOG.infof("dead letter replayed letter=%d letters=%d", id, closed);
            onPlanned.accept(Planned.SOMETHING);
        }
        return result;
    }

    /** Closes the letter without doing anything else. */
    public Result drop(long id, String by) {
        if (transactions.inTransaction(connection -> letters.close(connection, id, "dropped", by))) {
            LOG.infof("dead letter dropped letter=%d", id);
            return new Done(1);
        }
        return find(id).isEmpty() ? new Unknown() : alreadyClosed();
    }

    private Result replayDelivery(Letter letter, String by) {
        String event = String.valueOf(letter.eventId());
        String destination = String.valueOf(letter.destination());
        int closed = transactions.inTransaction(connection -> interventions.retryFailed(connection, event, destination)
                ? letters.closeDeliveries(connection, event, destination, by)
                : 0);
        return closed > 0
                ? new Done(closed)
                : new Refused(
                        "nobody is left to be retried: the update was delivered meanwhile, or stopped, corrected or"
                                + " withdrawn, or it is older than 90 days; drop the letter");
    }

    private Result replayRecord(Content content, String by) {
        Map<String, String> headers = content.headers();
        if (headers == null) {
            return new Refused("the record was stored by an earlier version, without its headers; drop the letter and"
                    + " publish the update again");
        }
        try {
            Incoming read = planner.read(headers, content.value());
            Instant firstStart = transactions.inTransaction(connection -> inbox.firstStart(connection, startedAt));
            Incoming addressed = planner.address(read, firstStart);
            boolean isTaken = transactions.inTransaction(connection -> {
                if (!letters.close(connection, content.letter().id(), "replayed", by)) {
                    return false;
                }
                if (planner.take(connection, firstStart, addressed) != null) {
                    interventions.markLate(connection, addressed.id());
                }
                return true;
            });
            return isTaken ? new Done(1) : alreadyClosed();
        } catch (MalformedEventException e) {
            return new Refused("the record is still not an event that this version reads: " + e.getMessage()
                    + "; upgrade this service, or drop the letter");
        } catch (ReusedEventIdException e) {
            return new Refused(e.getMessage() + "; publish the update again, and drop the letter");
        } catch (RuntimeException e) {
            if (TemporaryFailure.isCauseOf(e)) {
                throw e;
            }
            LOG.errorf(
                    e,
                    "event still cannot be planned letter=%d",
                    content.letter().id());
            return new Refused("the event still cannot be planned; the log of this service says why");
        }
    }

    private static Refused alreadyClosed() {
        return new Refused("the letter was replayed or dropped before");
    }
}
