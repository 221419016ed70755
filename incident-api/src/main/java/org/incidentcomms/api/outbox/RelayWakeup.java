package org.incidentcomms.api.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the relay where it runs in this process, so that the database need not: transactions that notify wait for each
 * other at their commit. A ring that is lost costs a second, as the relay looks by itself each second.
 */
@ApplicationScoped
class RelayWakeup {
    private final TransactionSynchronizationRegistry transactions;
    private volatile @Nullable Runnable relay;

    @Inject
    RelayWakeup(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** The relay leads here and is woken by {@code ring}, which must not block; null once it leads no longer. */
    void answeredBy(@Nullable Runnable ring) {
        relay = ring;
    }

    /**
     * Wakes the relay once the caller's transaction has committed.
     *
     * @return false where the relay is elsewhere and the database has to tell it
     */
    boolean ringAfterCommit() {
        Runnable ring = relay;
        if (ring == null) {
            return false;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do: it is told when it is done
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    ring.run();
                }
            }
        });
        return true;
    }
}
