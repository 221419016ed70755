package org.incidentcomms.kit.worker;

import java.util.Set;
import org.incidentcomms.kit.ledger.Plan;
import org.incidentcomms.kit.ledger.PrecedenceStore;
import org.incidentcomms.kit.ledger.Transactions;

/** Who was told something newer than a plan. */
record LaterPlans(Transactions transactions, PrecedenceStore precedence) {

    /** Ids of such recipients. Only a plan reopened by an operator can be older than plans already delivered. */
    Set<Long> toldIn(Plan plan, long firstId, long lastId) {
        return plan.retried()
                ? transactions.inTransaction(connection -> precedence.toldLater(connection, plan, firstId, lastId))
                : Set.of();
    }
}
