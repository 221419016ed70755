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
 * Lets a few callers post something at once, and the others in the order in which they came.
 *
 * <p>More at once would not be done sooner: they share the same processors and the same log of the database. And the
 * connection pool gives a free connection to whoever asks at the right moment, so that some would wait several times as
 * long as others.
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
     * Does the work when it is the caller's turn; 503 where that is not soon. Not within a transaction: who holds rows
     * would wait for who waits for them.
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
