package org.incidentcomms.api.draft;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.scheduling.QueueStats;
import org.incidentcomms.api.scheduling.Scheduler;
import org.incidentcomms.service.problem.Problem;
import org.jboss.logging.Logger;

/** Publishes scheduled drafts on time, and records those that cannot be published. */
@Wellness
@Singleton
class PublicationScheduler extends Scheduler {
    private static final Logger LOG = Logger.getLogger(PublicationScheduler.class);
    private static final Caller SCHEDULE = Caller.automatic();

    private final DraftPublisher publisher;
    private final Drafts drafts;
    private final DraftStore store;

    PublicationScheduler(
            DraftPublisher publisher, Drafts drafts, DraftStore store, MeterRegistry registry, Clock clock) {
        super(
                "publication",
                "How long the oldest scheduled draft is overdue",
                "Scheduled drafts that are due and not published",
                registry,
                clock);
        this.publisher = publisher;
        this.drafts = drafts;
        this.store = store;
    }

    @Override
    protected boolean doOne(Instant now) {
        try {
            return publisher.publishOne(now);
        } catch (DraftPublisher.Refused e) {
            giveUp(e.draft, e.problem);
            return true;
        }
    }

    private void giveUp(Draft draft, Problem problem) {
        LOG.warnf(
                "a scheduled draft cannot be published; an operator must decide draft=%s incident=%s status=%d",
                draft.id(), draft.resourceId(), problem.status());
        String why = problem.violations().isEmpty()
                ? problem.detail()
                : problem.violations().stream()
                        .map(violation -> violation.field() + ": " + violation.message())
                        .collect(Collectors.joining("; "));
        try {
            drafts.giveUp(draft, why, SCHEDULE);
        } catch (RuntimeException e) {
            throw new Failed(draft.id(), e);
        }
    }

    @Override
    protected void postpone(Failed failure, Instant now) {
        LOG.errorf(failure, "publishing a scheduled draft failed; it will be retried draft=%s", failure.id());
        store.postpone(failure.id(), now);
    }

    @Override
    protected QueueStats stats(Instant now) {
        return store.stats(now);
    }
}
