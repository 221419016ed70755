package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the relay if it runs in this process, so that the database need not: notifying transactions are serialised at
 * their commit. A lost wake-up costs a second, as the relay polls each second.
 */
@ApplicationScoped
class RelayWakeup {
    private final TransactionSynchronizationRegistry transactions;
    private volatile @Nullable Runnable relay;

    @Inject
    RelayWakeup(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Registers the local relay, woken by {@code wake}, which must not block; null when it is no longer the leader. */
    void wakes(@Nullable Runnable wake) {
        relay = wake;
    }

    /**
     * Wakes the relay once the caller's transaction has committed.
     *
     * @return false if the relay runs elsewhere and the database has to notify it
     */
    boolean wakeAfterCommit() {
        Runnable wake = relay;
        if (wake == null) {
            return false;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Nothing to do before completion.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    wake.run();
                }
            }
        });
        return true;
    }
}
