package org.incidentcomms.api.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.service.problem.Problems;

/**
 * Limits concurrent writes; the other callers wait in order of arrival.
 *
 * <p>More concurrency would not be faster: requests share the same processors and the database's log. And the
 * connection pool is not fair, so some requests would wait several times as long as others.
 */
@ApplicationScoped
class Bulkhead {
    private final int atOnce;
    private final Semaphore free;
    private final Duration patience;

    @Inject
    Bulkhead(@ConfigProperty(name = "posts.at-once") int atOnce) {
        this(atOnce, Duration.ofSeconds(5));
    }

    Bulkhead(int atOnce, Duration patience) {
        this.atOnce = atOnce;
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /**
     * Runs the work when it is the caller's turn; 503 after a time-out. Not within a transaction: a holder of row locks
     * would wait for callers that wait for those rows.
     */
    <T> T take(Supplier<T> work) {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problems.unavailable("too many concurrent writes; nothing was done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.unavailable("the service is stopping; nothing was done");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    int busy() {
        return atOnce - free.availablePermits();
    }

    int waiting() {
        return free.getQueueLength();
    }
}
