package org.incidentcomms.kit.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.incidentcomms.kit.ledger.Lease;
import org.incidentcomms.kit.ledger.LeaseStore;
import org.incidentcomms.kit.ledger.Transactions;

/**
 * The leases this process holds. Only these are renewed: one whose work has ended, or whose claim was committed without
 * a response, expires.
 */
final class HeldLeases {
    static final Duration LENGTH = Duration.ofSeconds(6);
    /** Nothing is sent in the last part of a lease, so that the last message has ended before another owner begins. */
    static final Duration MARGIN = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final LeaseStore store;
    private final LongSupplier nanoTime;
    private final Map<Lease, Long> renewedAt = new ConcurrentHashMap<>();

    HeldLeases(Transactions transactions, LeaseStore store, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /** {@code claimedAt} is the time before the claim began, so that the lease is never assumed longer than it is. */
    void add(Lease lease, long claimedAt) {
        renewedAt.put(lease, claimedAt);
    }

    void remove(Lease lease) {
        renewedAt.remove(lease);
    }

    int count() {
        return renewedAt.size();
    }

    /** Whether enough time is left to send one more message. */
    boolean allowsSending(Lease lease) {
        Long since = renewedAt.get(lease);
        return since != null
                && nanoTime.getAsLong() - since < LENGTH.minus(MARGIN).toNanos();
    }

    /** Renews the leases held, and removes those that were taken over. */
    void renew() {
        Set<Lease> leases = Set.copyOf(renewedAt.keySet());
        if (leases.isEmpty()) {
            return;
        }
        long now = nanoTime.getAsLong();
        Set<Lease> renewed = transactions.inTransaction(connection -> store.renew(connection, leases, LENGTH));
        for (Lease lease : leases) {
            if (renewed.contains(lease)) {
                renewedAt.computeIfPresent(lease, (same, before) -> now);
            } else {
                renewedAt.remove(lease);
            }
        }
    }
}
