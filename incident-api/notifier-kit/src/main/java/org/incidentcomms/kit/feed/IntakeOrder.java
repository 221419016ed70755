package org.incidentcomms.kit.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects which waiting records are taken in next: those of urgent incidents, in a transaction of their own. The events
 * of one incident stay in the log's order, whatever their own urgency.
 */
final class IntakeOrder {
    private static final int RECORDS_PER_TRANSACTION = 10;

    private IntakeOrder() {}

    /** Returns the records of the next transaction, in order; {@code waiting} is in the log's order. */
    static List<LogRecord> next(List<LogRecord> waiting) {
        Set<String> urgent = new HashSet<>();
        for (LogRecord record : waiting) {
            if (record.isUrgent()) {
                urgent.add(record.key());
            }
        }
        return waiting.stream()
                .filter(record -> urgent.isEmpty() || urgent.contains(record.key()))
                .limit(RECORDS_PER_TRANSACTION)
                .toList();
    }
}
