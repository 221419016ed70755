package org.incidentcomms.api.draft;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.clockwork.Clockwork;
import org.incidentcomms.api.clockwork.Outlook;
import org.incidentcomms.api.clockwork.Timetable;
import org.incidentcomms.api.problem.Violation;
import org.jboss.logging.Logger;

/** Publishes scheduled drafts on time, and puts down those that cannot be published. */
@ApplicationScoped
class PublicationScheduler {
    private static final Logger LOG = Logger.getLogger(PublicationScheduler.class);

    private record Due(DuePublications publications, Drafts drafts, DueDraftStore store) implements Timetable {
        private static final Caller SCHEDULE = new Caller("schedule", "schedule", "internal", null);

        @Override
        public boolean carryOutOne(Instant now) {
            try {
                return publications.publishOne(now);
            } catch (DuePublications.Refused e) {
                giveUp(e.draft(), e.problem());
                return true;
            }
        }

        private void giveUp(Draft draft, HttpProblem problem) {
            LOG.warnf(
                    "a scheduled draft cannot be published and waits for a decision draft=%s incident=%s status=%d",
                    draft.id(), draft.resourceId(), problem.getStatusCode());
            try {
                drafts.giveUp(draft, inWords(problem), SCHEDULE);
            } catch (RuntimeException e) {
                throw new Failed(draft.id(), e);
            }
        }

        @Override
        public void postpone(Failed failure, Instant now) {
            LOG.errorf(failure, "a scheduled draft is not published yet; it is tried again draft=%s", failure.id());
            store.postpone(failure.id(), now);
        }

        @Override
        public Outlook outlook(Instant now) {
            return store.outlook(now);
        }

        private static String inWords(HttpProblem problem) {
            return problem.getParameters().get("violations") instanceof List<?> violations
                    ? violations.stream()
                            .filter(Violation.class::isInstance)
                            .map(Violation.class::cast)
                            .map(violation -> violation.field() + ": " + violation.message())
                            .collect(Collectors.joining("; "))
                    : String.valueOf(problem.getDetail());
        }
    }

    private final Clockwork clockwork;

    PublicationScheduler(
            DuePublications publications, Drafts drafts, DueDraftStore store, PublicationGauges gauges, Clock clock) {
        this.clockwork = new Clockwork("publication-schedule", new Due(publications, drafts, store), gauges, clock);
    }

    void start(@Observes StartupEvent event) {
        clockwork.start();
    }

    void stop(@Observes ShutdownEvent event) {
        clockwork.stop();
    }

    /** Publishes everything that is due by its own clock and that no other replica is busy with; how many it settled. */
    int runDue() {
        return clockwork.runDue();
    }
}
