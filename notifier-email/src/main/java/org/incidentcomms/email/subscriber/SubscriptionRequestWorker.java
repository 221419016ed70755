package org.incidentcomms.email.subscriber;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.incidentcomms.service.loop.GuardedLoop;

/**
 * Looks at stored requests to subscribe, at intervals that do not depend on them: a request that wakes the worker could
 * be told from another by its effect on the next response.
 */
@ApplicationScoped
class SubscriptionRequestWorker {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final SubscriptionRequests requests;
    private final GuardedLoop loop = new GuardedLoop("subscription-requests", this::work);

    SubscriptionRequestWorker(SubscriptionRequests requests) {
        this.requests = requests;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration work() {
        while (loop.isOpen() && requests.processNext()) {}
        return EVERY;
    }
}
