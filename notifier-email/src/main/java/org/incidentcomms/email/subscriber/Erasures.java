package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person (GDPR, article 17) and certifies it. The certificate is signed and not stored: whoever has it and the
 * address can have it verified, and nothing about the person is kept for that.
 */
@Singleton
class Erasures {

    /**
     * What was erased.
     *
     * @param erasedAt in milliseconds
     * @param subscriberId the id that the ledger and the audit trail keep; null if the address was not on the list
     * @param deleted number of rows by table
     * @param keptOut whether a keyed hash of the address stays, so that no import brings it back
     * @param proof signature of these and the address
     */
    record Certificate(
            Instant erasedAt,
            @Nullable Long subscriberId,
            Map<String, Integer> deleted,
            boolean keptOut,
            String proof) {

        /** The signed text. */
        static String text(
                EmailAddress address,
                Instant erasedAt,
                @Nullable Long subscriberId,
                Map<String, Integer> deleted,
                boolean keptOut) {
            String counts = new TreeMap<>(deleted)
                    .entrySet().stream()
                            .map(count -> count.getKey() + "=" + count.getValue())
                            .collect(Collectors.joining(","));
            return String.join(
                    "\n",
                    "erasure",
                    erasedAt.toString(),
                    String.valueOf(subscriberId),
                    counts,
                    String.valueOf(keptOut),
                    address.key());
        }

        String text(EmailAddress address) {
            return text(address, erasedAt, subscriberId, deleted, keptOut);
        }
    }

    private final ErasureStore store;
    private final DepartedStore departed;
    private final ChangeLog changes;
    private final LinkTokens secrets;
    private final Clock clock;

    Erasures(ErasureStore store, DepartedStore departed, ChangeLog changes, LinkTokens secrets, Clock clock) {
        this.store = store;
        this.departed = departed;
        this.changes = changes;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Deletes everything stored about the address, whether it is on the list or not. Requests come first: a confirmation
     * under way ends before its subscriber is looked for.
     */
    @Transactional
    Certificate erase(EmailAddress address, boolean keepOut, String admin) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Integer> deleted = new TreeMap<>(store.deleteRequests(address));
        Optional<Long> id = store.subscriberId(address);
        id.ifPresent(known -> {
            deleted.putAll(store.deleteSubscriber(known));
            changes.add(known, ChangeLog.Action.ERASED, admin, now);
        });
        deleted.put("subscription_mail", store.deleteMails(address, secrets.addressHashes(address.mailboxKey())));
        departed.remove(address);
        if (keepOut) {
            departed.add(address, now);
        }
        Long subscriberId = id.orElse(null);
        String proof = secrets.certify(Certificate.text(address, now, subscriberId, deleted, keepOut));
        return new Certificate(now, subscriberId, deleted, keepOut, proof);
    }

    /** Whether this service made the certificate, about this address. */
    boolean isGenuine(EmailAddress address, Certificate certificate) {
        return secrets.isCertified(certificate.text(address), certificate.proof());
    }

    /** Whether nothing is stored under the address now; a hash that keeps it out does not count. */
    boolean isAbsent(EmailAddress address) {
        return !store.isKnown(address);
    }
}
