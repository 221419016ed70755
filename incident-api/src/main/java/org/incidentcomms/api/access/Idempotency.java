package org.incidentcomms.api.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.incidentcomms.api.access.IdempotencyStore.Remembered;
import org.incidentcomms.api.access.IdempotencyStore.StoredResponse;
import org.incidentcomms.api.storage.Housekeeping.Expirable;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Executes an {@link Idempotent} call once per {@code Idempotency-Key}, and stores the response in the same
 * transaction, unless the call acts on a remote system.
 *
 * <p>A key belongs to the token's subject and the path, for seven days. A repeat with the same body gets the stored
 * response, with another body 422, while the first attempt is running 409. A rejected request stores nothing, so it may
 * be repeated with the same key.
 */
@ApplicationScoped
public class Idempotency implements Expirable, Redactable {
    private static final Duration LIFE = Duration.ofDays(7);
    /** Longer than any call of a remote system takes. */
    private static final Duration LONGEST_REMOTE = Duration.ofMinutes(1);
    /**
     * The first asks the remote system, the second uses the answer. If somebody else's change came between, it asks again,
     * and the third uses that answer; after a second change it is refused.
     */
    private static final int MOST_ATTEMPTS = 3;

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
        for (int attempt = 1; ; attempt++) {
            try {
                return turns.take(() -> inTransaction(key, caller, path, request, work));
            } catch (RemoteCallNeeded needed) {
                if (attempt == MOST_ATTEMPTS) {
                    throw Problems.conflict("others changed it whenever it was about to be done; nothing was done");
                }
                needed.call();
            }
        }
    }

    /**
     * As {@link #once}, of work that acts on a remote system. It runs without a transaction, between one that claims the
     * key and one that stores the response. If the process dies in between, the key is free again after
     * {@link #LONGEST_REMOTE}.
     */
    StoredResponse onceRemotely(
            @Nullable String key, Caller caller, String path, Object request, Supplier<StoredResponse> work) {
        if (key == null) {
            return work.get();
        }
        String bodyHash = hash(request);
        Optional<StoredResponse> remembered = turns.take(() -> begin(key, caller, path, bodyHash));
        if (remembered.isPresent()) {
            return remembered.get();
        }
        StoredResponse response;
        try {
            response = work.get();
        } catch (RuntimeException e) {
            store.forgetBegun(caller.subject(), path, key);
            throw e;
        }
        store.remember(caller.subject(), path, key, bodyHash, response, clock.instant());
        return response;
    }

    @Transactional
    Optional<StoredResponse> begin(String key, Caller caller, String path, String bodyHash) {
        Optional<StoredResponse> remembered = remembered(key, caller, path, bodyHash);
        if (remembered.isEmpty()) {
            store.remember(caller.subject(), path, key, bodyHash, StoredResponse.BEGUN, clock.instant());
        }
        return remembered;
    }

    @Transactional
    StoredResponse inTransaction(
            @Nullable String key, Caller caller, String path, Object request, Supplier<StoredResponse> work) {
        if (key == null) {
            return work.get();
        }
        String bodyHash = hash(request);
        return remembered(key, caller, path, bodyHash).orElseGet(() -> {
            StoredResponse response = work.get();
            store.remember(caller.subject(), path, key, bodyHash, response, clock.instant());
            return response;
        });
    }

    private String hash(Object request) {
        return Sha256.hex(documents.canonical(request));
    }

    /** Claims the key until the transaction ends; the response of an earlier request, or empty if there is none. */
    private Optional<StoredResponse> remembered(String key, Caller caller, String path, String bodyHash) {
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Problems.invalid("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
        }
        if (!store.claim(caller.subject(), path, key)) {
            throw inProgress();
        }
        Instant now = clock.instant();
        Optional<Remembered> found = store.find(caller.subject(), path, key, now.minus(LIFE));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Remembered remembered = found.get();
        if (!remembered.bodyHash().equals(bodyHash)) {
            throw Problems.invalid("Idempotency-Key", "was already used with another body");
        }
        if (!remembered.response().isOfBegun()) {
            return Optional.of(remembered.response());
        }
        if (remembered.at().isAfter(now.minus(LONGEST_REMOTE))) {
            throw inProgress();
        }
        return Optional.empty();
    }

    private static Problem inProgress() {
        return Problems.conflict(StoredResponse.IN_PROGRESS);
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
