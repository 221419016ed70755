package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.api.storage.Housekeeping.Expirable;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Topics;
import org.incidentcomms.service.problem.Problems;

/**
 * Events accepted for publishing. {@link OutboxRelay} publishes them after the caller's commit.
 *
 * <p>Callers lock the aggregate's row before they append: per aggregate, the order of appending is then the order of
 * commits, which is the order on the topic.
 */
@ApplicationScoped
public class Outbox implements Expirable, Redactable {
    private final OutboxStore store;
    private final JsonColumns documents;
    private final OutboxConfig config;
    private final RelayWakeup wakeup;
    private final EventCodec codec = new EventCodec();

    Outbox(OutboxStore store, JsonColumns documents, OutboxConfig config, RelayWakeup wakeup) {
        this.store = store;
        this.documents = documents;
        this.config = config;
        this.wakeup = wakeup;
    }

    /** Adds the event to the caller's transaction; 422 if it is too large to be published. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(PublishedEvent event) {
        byte[] value = codec.encode(event.data());
        if (value.length > Topics.MAX_EVENT_BYTES) {
            throw Problems.invalid("message", "all texts together are too long for one event; open a new incident");
        }
        String headers = documents.write(codec.headers(event));
        if (wakeup.wakeAfterCommit()) {
            store.add(event.id(), event.subject(), headers, value);
        } else {
            store.addAndNotify(event.id(), event.subject(), headers, value);
        }
    }

    /** Returns the event appended under this id by the caller's transaction, for a preview that is rolled back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Appended> appended(String eventId) {
        return store.find(eventId);
    }

    /** Deletes all its events so far, published or not; the withdrawal event is appended afterwards. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.deleteOf(id);
    }

    /** Deletes its published events, removes the update from the waiting ones, and deletes those that announce it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withoutUpdate(String incidentId, String updateId) {
        store.deletePublishedOf(incidentId);
        store.removeUpdate(incidentId, updateId);
    }

    @Override
    public int clearAway(Instant now) {
        return store.deletePublishedBefore(now.minus(config.keep()));
    }

    /**
     * An event in the outbox, as Kafka will receive it.
     *
     * @param headers CloudEvents attributes, named as in Kafka ({@code ce_id} …)
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Appended(Map<String, String> headers, byte[] value) {
        public Appended {
            headers = Map.copyOf(headers);
        }

        public String type() {
            return headers.getOrDefault("ce_type", "");
        }
    }
}
