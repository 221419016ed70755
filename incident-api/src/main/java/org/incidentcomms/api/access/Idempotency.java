package org.incidentcomms.api.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.incidentcomms.api.access.IdempotencyStore.StoredResponse;
import org.incidentcomms.api.storage.Housekeeping.Expirable;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Executes an {@link Idempotent} call once per {@code Idempotency-Key}, and stores the response in the same
 * transaction.
 *
 * <p>A key belongs to the token's subject and the path, for seven days. A repeat with the same body gets the stored
 * response, with another body 422, while the first attempt is running 409. A rejected request stores nothing, so it may
 * be repeated with the same key.
 */
@ApplicationScoped
public class Idempotency implements Expirable, Redactable {
    private static final Duration LIFE = Duration.ofDays(7);

    private final IdempotencyStore store;
    private final Bulkhead turns;
    private final JsonColumns documents;
    private final Clock clock;

    Idempotency(IdempotencyStore store, JsonColumns documents, Clock clock, Bulkhead turns) {
        this.turns = turns;
        this.store = store;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * @param key the header, or null to execute unconditionally
     * @param path of the call, including ids
     * @param request the body the key is bound to
     */
    StoredResponse once(
            @Nullable String key, Caller caller, String path, Object request, Supplier<StoredResponse> work) {
        return turns.take(() -> inTransaction(key, caller, path, request, work));
    }

    @Transactional
    StoredResponse inTransaction(
            @Nullable String key, Caller caller, String path, Object request, Supplier<StoredResponse> work) {
        if (key == null) {
            return work.get();
        }
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Problems.invalid("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
        }
        if (!store.claim(caller.subject(), path, key)) {
            throw Problems.conflict("a request with this Idempotency-Key is still in progress");
        }
        String bodyHash = Sha256.hex(documents.canonical(request));
        var remembered = store.find(caller.subject(), path, key, clock.instant().minus(LIFE));
        if (remembered.isPresent()) {
            if (!remembered.get().bodyHash().equals(bodyHash)) {
                throw Problems.invalid("Idempotency-Key", "was already used with another body");
            }
            return remembered.get().response();
        }
        StoredResponse response = work.get();
        store.remember(caller.subject(), path, key, bodyHash, response, clock.instant());
        return response;
    }

    /**
     * Deletes stored responses that contain it; a repeat of the request gets 410, so that deleted content is not
     * returned.
     */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.blank(id, documents.write(Map.of("status", 410, "title", "Gone", "detail", "the resource was removed")));
    }

    /** What was held when its request was answered is so no more: a repeat of the request says what it is now. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void settle(String id, String publication) {
        store.settle(id, documents.write(Map.of("publication", publication)));
    }

    @Override
    public int clearAway(Instant now) {
        return store.forget(now.minus(LIFE));
    }
}
