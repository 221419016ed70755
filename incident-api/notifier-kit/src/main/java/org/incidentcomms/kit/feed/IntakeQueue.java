package org.incidentcomms.kit.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.kit.log.EventHeaders;
import org.incidentcomms.service.log.EventLogContext;
import org.jboss.logging.Logger;

/** The records read from the log that wait in memory to be taken in, in the log's order. */
final class IntakeQueue {
    private static final Logger LOG = Logger.getLogger(IntakeQueue.class);
    private static final int MOST_WAITING = 500;

    private final Planner planner;
    private final List<LogRecord> waiting = new ArrayList<>();

    /** The offset after the last record read. */
    private long end;

    IntakeQueue(Planner planner) {
        this.planner = planner;
    }

    /**
     * The records of the next transaction.
     *
     * @param positionBefore the offset from which reading resumes if the process ends before they are taken in
     * @param positionAfter the same, after they are
     */
    record Batch(List<LogRecord> records, long positionBefore, long positionAfter) {}

    /** Whether every record read has been taken in. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether more should be read now. */
    boolean hasRoom() {
        return waiting.size() < MOST_WAITING;
    }

    /** Discards the waiting records: the next reader reads them again from the stored position. */
    void clear() {
        waiting.clear();
        end = 0;
    }

    void add(Iterable<ConsumerRecord<String, byte[]>> polled) {
        for (ConsumerRecord<String, byte[]> record : polled) {
            waiting.add(read(record));
            end = record.offset() + 1;
        }
    }

    /** The most urgent ones; they wait until they are removed. */
    Batch next() {
        List<LogRecord> next = IntakeOrder.next(waiting);
        List<LogRecord> left = new ArrayList<>(waiting);
        left.removeAll(next);
        return new Batch(next, position(waiting), position(left));
    }

    void remove(Batch taken) {
        waiting.removeAll(taken.records());
    }

    private long position(List<LogRecord> left) {
        return left.isEmpty() ? end : left.getFirst().record().offset();
    }

    private LogRecord read(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = EventHeaders.of(record.headers());
        try (EventLogContext unused = EventIntake.logContext(headers)) {
            return new LogRecord(record, planner.read(headers, record.value()), null);
        } catch (MalformedEventException e) {
            LOG.errorf("unreadable event set aside offset=%d reason=%s", record.offset(), e.getMessage());
            return new LogRecord(record, null, String.valueOf(e.getMessage()));
        }
    }
}
