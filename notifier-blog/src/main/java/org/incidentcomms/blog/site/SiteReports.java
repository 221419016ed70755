package org.incidentcomms.blog.site;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.report.ReportPublisher;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports to incident-api that the site shows an announcement. Reports wait in memory for Kafka, in order, on a thread
 * of their own: the site never waits for them.
 */
@Singleton
class SiteReports implements AutoCloseable {
    static final String DESTINATION = "site";
    private static final Logger LOG = Logger.getLogger(SiteReports.class);
    private static final long ANSWER_SECONDS = 15;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ReportPublisher publisher;
    private final Links links;
    private final Clock clock;
    private final BlockingQueue<DeliveryReport> waiting = new LinkedBlockingQueue<>();
    private final GuardedLoop loop = new GuardedLoop("site-reports", this::send, Thread.ofVirtual());
    private @Nullable DeliveryReport unsent;

    SiteReports(ReportPublisher publisher, Links links, Clock clock) {
        this.publisher = publisher;
        this.links = links;
        this.clock = clock;
        loop.start();
    }

    /** Reports that the pages are written, or that an incident that is not public has none. */
    void delivered(String eventId, Announcement announcement) {
        waiting.add(
                announcement.incident().isShownPublicly()
                        ? report(eventId, announcement, DeliveryState.DELIVERED, url(announcement), null)
                        : report(eventId, announcement, DeliveryState.SKIPPED, null, SkipReason.AUDIENCE.label()));
    }

    /** Reports that the page of this announcement could not be rendered. */
    void failed(String eventId, Announcement announcement) {
        waiting.add(report(eventId, announcement, DeliveryState.FAILED, null, FailureReason.UNEXPECTED.label()));
    }

    private DeliveryReport report(
            String eventId,
            Announcement announcement,
            DeliveryState state,
            @Nullable String url,
            @Nullable String reason) {
        Instant now = clock.instant();
        boolean delivered = state == DeliveryState.DELIVERED;
        return new DeliveryReport(
                eventId,
                announcement.incident().id(),
                announcement.updateId(),
                DESTINATION,
                1,
                state,
                1,
                delivered ? 1 : 0,
                state == DeliveryState.FAILED ? 1 : 0,
                state == DeliveryState.SKIPPED ? 1 : 0,
                0,
                url,
                reason,
                delivered ? now : null,
                now);
    }

    /** URL of the announcement's post, or of the incident's page if it has none. */
    private String url(Announcement announcement) {
        Update update = announcement.incident().update(announcement.updateId()).orElse(null);
        if (update != null && update.hasPost()) {
            return links.post(announcement.incident(), update).toString();
        }
        Postmortem postmortem = announcement.incident().postmortem();
        if (update == null && postmortem != null && postmortem.hasPost()) {
            return links.post(announcement.incident(), postmortem).toString();
        }
        return links.incident(announcement.incident()).toString();
    }

    private Duration send() throws InterruptedException {
        DeliveryReport report = unsent == null ? waiting.take() : unsent;
        unsent = report;
        if (!isTaken(report)) {
            return PAUSE;
        }
        unsent = null;
        return Duration.ZERO;
    }

    private boolean isTaken(DeliveryReport report) throws InterruptedException {
        try {
            publisher.publish(report).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warnf("report not sent, will be retried event=%s reason=%s", report.eventId(), e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        loop.interrupt();
    }
}
