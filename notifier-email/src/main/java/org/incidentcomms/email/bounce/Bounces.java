package org.incidentcomms.email.bounce;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.incidentcomms.email.bounce.BounceReport.Bounced;
import org.incidentcomms.email.bounce.BounceReport.Complaint;
import org.incidentcomms.email.bounce.BounceReport.NoFailure;
import org.incidentcomms.email.bounce.BounceReport.Severity;
import org.incidentcomms.email.bounce.BounceReport.Unknown;
import org.incidentcomms.email.bounce.BounceStore.MailedEvent;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.incidentcomms.email.subscriber.Quarantine;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.service.digest.Sha256;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What bounces and complaints change. A hard bounce puts the subscriber into quarantine at once unless it is one of many,
 * the fifth soft one in a row over at least three days too; a complaint removes the subscriber.
 */
@Singleton
public class Bounces implements RefusalRecorder {
    private static final Logger LOG = Logger.getLogger(Bounces.class);
    private static final int SOFT_IN_A_ROW = 5;
    private static final Duration SOFT_OVER = Duration.ofDays(3);

    private static final Duration WARNED_EVERY = Duration.ofMinutes(1);

    /** Whether a report was understood: its kind known, and its recipient too if it needs one. */
    enum Outcome {
        UNDERSTOOD,
        UNKNOWN
    }

    private final BounceStore store;
    private final BounceWaves waves;
    private final Quarantine quarantine;
    private final LinkTokens links;
    private final BounceMetrics metrics;
    private final Clock clock;
    private final AtomicReference<Instant> warned = new AtomicReference<>(Instant.EPOCH);

    Bounces(
            BounceStore store,
            BounceWaves waves,
            Quarantine quarantine,
            LinkTokens links,
            BounceMetrics metrics,
            Clock clock) {
        this.store = store;
        this.waves = waves;
        this.quarantine = quarantine;
        this.links = links;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Applies a report; applied again it changes nothing.
     *
     * @param reportId SHA-256 of what identifies the report
     */
    @Transactional
    Outcome apply(BounceReport report, byte[] reportId) {
        return switch (report) {
            case Bounced bounced ->
                concerning(bounced.mail(), bounced.severity().wire(), id -> bounced(id, bounced, reportId));
            case Complaint complaint -> concerning(complaint.mail(), BounceMetrics.COMPLAINT, quarantine::complained);
            case NoFailure none -> counted(BounceMetrics.label(none.kind()), Outcome.UNDERSTOOD);
            case Unknown unknown -> counted(BounceMetrics.UNKNOWN, Outcome.UNKNOWN);
        };
    }

    private interface Effect {
        void on(long subscriberId);
    }

    private Outcome concerning(BouncedMail mail, String kind, Effect effect) {
        Optional<String> recipientKey = recipientKey(mail);
        if (recipientKey.isEmpty()) {
            return counted(BounceMetrics.UNIDENTIFIED, Outcome.UNKNOWN);
        }
        quarantine.lock(recipientKey.get()).ifPresent(effect::on);
        return counted(kind, Outcome.UNDERSTOOD);
    }

    /** Only a signed return path names the recipient: everything else in a report can be written by anybody. */
    private Optional<String> recipientKey(BouncedMail mail) {
        return mail.returnPathTokens().stream()
                .map(links::verifyReturnPath)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void bounced(long subscriberId, Bounced bounced, byte[] reportId) {
        MessageReference message = bounced.mail().messageId();
        MailedEvent event = message == null || message.isAboutSubscription()
                ? null
                : store.event(message.updateId(), bounced.mail().eventId()).orElse(null);
        String reference = message == null
                ? "day " + clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()
                : message.reference();
        record(subscriberId, bounced.severity(), bounced.status(), event, reference, reportId);
    }

    @Override
    @Transactional
    public void refused(long subscriberId, PublishedEvent event, String detail) {
        String reference = "refused " + event.id();
        byte[] id = Sha256.of((reference + " " + subscriberId).getBytes(StandardCharsets.UTF_8));
        metrics.reports(BounceMetrics.REFUSED).increment();
        if (!quarantine.lock(subscriberId)) {
            return; // has left meanwhile
        }
        FailureRules.Failure failure = FailureRules.judge(null, ReportText.normal(detail));
        record(
                subscriberId,
                failure.severity(),
                failure.status(),
                new MailedEvent(event.id(), event.time()),
                reference.substring(0, Math.min(200, reference.length())),
                id);
    }

    private void record(
            long subscriberId,
            Severity severity,
            @Nullable String status,
            @Nullable MailedEvent event,
            String reference,
            byte[] reportId) {
        Instant now = clock.instant();
        boolean added = store.add(subscriberId, severity, status, event, reference, reportId, now);
        if (!added || event != null && store.wasRenewedSince(subscriberId, event.acceptedAt())) {
            return;
        }
        switch (severity) {
            case HARD -> {
                if (!isWave(subscriberId, now)) {
                    begin(subscriberId, Quarantine.Reason.HARD, status);
                }
            }
            case SOFT -> {
                BounceStore.Row row = store.softRow(subscriberId);
                if (row.length() >= SOFT_IN_A_ROW && row.span().compareTo(SOFT_OVER) >= 0) {
                    begin(subscriberId, Quarantine.Reason.SOFT, status);
                }
            }
            case POLICY -> {}
        }
    }

    /** Whether so many bounce, in the domain or in the whole list, that it says nothing about each. */
    private boolean isWave(long subscriberId, Instant now) {
        Optional<BounceWaves.Wave> wave = waves.with(subscriberId);
        if (wave.isEmpty()) {
            return false;
        }
        metrics.withheld().increment();
        Instant before = Objects.requireNonNull(warned.get());
        if (!now.isBefore(before.plus(WARNED_EVERY)) && warned.compareAndSet(before, now)) {
            LOG.warnf(
                    "many hard bounces within an hour: no quarantine of=%s bounced=%d active=%d",
                    wave.get().of(), wave.get().bounced(), wave.get().active());
        }
        return true;
    }

    private void begin(long subscriberId, Quarantine.Reason reason, @Nullable String status) {
        if (quarantine.begin(subscriberId, reason, status)) {
            metrics.quarantines(reason).increment();
        }
    }

    private Outcome counted(String kind, Outcome outcome) {
        metrics.reports(kind).increment();
        return outcome;
    }
}
