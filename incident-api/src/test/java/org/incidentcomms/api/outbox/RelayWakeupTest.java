package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayWakeupTest {
    private final RelayWakeup wakeup = new RelayWakeup(new TransactionSynchronizationRegistryImple());
    private final jakarta.transaction.TransactionManager transactions = TransactionManager.transactionManager();
    private final AtomicInteger wakeups = new AtomicInteger();

    @AfterEach
    void noTransactionIsLeft() throws Exception {
        if (transactions.getTransaction() != null) {
            transactions.rollback();
        }
    }

    @Test
    void rings_when_the_transaction_has_committed_and_not_before() throws Exception {
        wakeup.wakes(wakeups::incrementAndGet);
        transactions.begin();
        assertThat(wakeup.wakeAfterCommit()).isTrue();
        assertThat(wakeups).hasValue(0);
        transactions.commit();
        assertThat(wakeups).hasValue(1);
    }

    @Test
    void does_not_ring_for_what_was_rolled_back() throws Exception {
        wakeup.wakes(wakeups::incrementAndGet);
        transactions.begin();
        assertThat(wakeup.wakeAfterCommit()).isTrue();
        transactions.rollback();
        assertThat(wakeups).hasValue(0);
    }

    @Test
    void says_when_the_relay_is_elsewhere() throws Exception {
        transactions.begin();
        assertThat(wakeup.wakeAfterCommit()).isFalse();
        wakeup.wakes(wakeups::incrementAndGet);
        wakeup.wakes(null);
        assertThat(wakeup.wakeAfterCommit()).isFalse();
        transactions.commit();
        assertThat(wakeups).hasValue(0);
    }
}
