package org.incidentcomms.email.subscriber;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.incidentcomms.service.loop.GuardedLoop;

/** Deletes, once a minute, what has run out. */
@ApplicationScoped
class SubscriptionHousekeeping {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final IncidentSubscriptions incidents;
    private final SubscriptionRequests requests;
    private final Quarantine quarantine;
    private final GuardedLoop loop = new GuardedLoop("subscription-housekeeping", this::cleanUp);

    SubscriptionHousekeeping(IncidentSubscriptions incidents, SubscriptionRequests requests, Quarantine quarantine) {
        this.incidents = incidents;
        this.requests = requests;
        this.quarantine = quarantine;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration cleanUp() {
        incidents.forgetEnded();
        requests.removeExpired();
        quarantine.purge();
        return EVERY;
    }
}
