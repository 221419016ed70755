package org.incidentcomms.kit.report;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.LedgerException;
import org.incidentcomms.kit.ledger.ReportStore;
import org.incidentcomms.kit.ledger.Transactions;
import org.incidentcomms.service.loop.GuardedLoop;
import org.incidentcomms.service.trace.Trace;
import org.incidentcomms.service.trace.TraceSpan;
import org.jboss.logging.Logger;

/**
 * Sends the reports that the ledger marked dirty, at most every 250 ms, and clears the mark after the broker's
 * acknowledgement. After a crash in between a report is sent again, which is harmless: reports are cumulative.
 */
public final class Reporter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reporter.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int BATCH = 200;

    private final Transactions transactions;
    private final ReportStore store = new ReportStore();
    private final InboxStore inbox = new InboxStore(LedgerClock.DATABASE);
    private final ReportPublisher publisher;
    private final GuardedLoop loop = new GuardedLoop("reporter", this::turn);
    private Duration pause = INTERVAL;

    public Reporter(Transactions transactions, ReportPublisher publisher) {
        this.transactions = transactions;
        this.publisher = publisher;
    }

    public void start() {
        loop.start();
    }

    private Duration turn() throws InterruptedException {
        try {
            report();
            pause = INTERVAL;
        } catch (LedgerException e) {
            LOG.debugf("reports wait for the database reason=%s", e.getMessage());
            pause = longer(pause);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("reports wait for kafka reason=%s", e.getMessage());
            pause = longer(pause);
        }
        return pause;
    }

    private void report() throws ExecutionException, TimeoutException, InterruptedException {
        List<Map.Entry<Long, DeliveryReport>> dirty =
                transactions.inTransaction(connection -> store.dirty(connection, BATCH));
        if (dirty.isEmpty()) {
            return;
        }
        List<TraceSpan> spans = spans(dirty);
        try {
            publish(dirty);
        } finally {
            spans.forEach(TraceSpan::close);
        }
    }

    private List<TraceSpan> spans(List<Map.Entry<Long, DeliveryReport>> dirty) {
        if (!Trace.isOn()) {
            return List.of();
        }
        List<DeliveryReport> reports = dirty.stream().map(Map.Entry::getValue).toList();
        Map<String, String> parents = transactions.inTransaction(connection -> inbox.traceparents(
                connection, reports.stream().map(DeliveryReport::eventId).toList()));
        return reports.stream()
                .map(report -> Trace.start(
                                "report " + report.destination(), SpanKind.PRODUCER, parents.get(report.eventId()))
                        .attribute("event", report.eventId())
                        .attribute("delivered", report.delivered())
                        .attribute("pending", report.pending()))
                .toList();
    }

    private void publish(List<Map.Entry<Long, DeliveryReport>> dirty)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        for (Map.Entry<Long, DeliveryReport> report : dirty) {
            Future<?> acknowledged = publisher.publish(report.getValue());
            if (acknowledged.isDone()) {
                Object unused = acknowledged.get(); // kafka is away: do not wait for each of the others too
            }
            sent.add(acknowledged);
        }
        for (Future<?> acknowledged : sent) {
            Object unused = acknowledged.get(15, TimeUnit.SECONDS);
        }
        transactions.run(connection -> store.reported(connection, dirty));
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    @Override
    public void close() {
        loop.close();
    }
}
