package org.incidentcomms.api.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The open delivery streams. A stream is woken by the reports this replica reads, and queries the database each second
 * for those another replica reads. Their number is limited, in total and per caller.
 */
@ApplicationScoped
public class DeliveryStreams {
    private static final int STREAMS = 100;
    private static final int STREAMS_OF_ONE_CALLER = 10;
    private static final Duration LIFE = Duration.ofMinutes(5);
    /** A stream whose client disconnected before it began would be counted for ever. */
    private static final Duration FORGOTTEN_AFTER = LIFE.plusMinutes(1);

    private final Deliveries deliveries;
    private final DeliveryStore store;
    private final JsonColumns documents;
    private final Clock clock;
    private final Set<DeliveryStream> streams = ConcurrentHashMap.newKeySet();
    /** Runs while the server still waits for its last requests; the shutdown event comes only after them. */
    private final Thread hook = Thread.ofPlatform().unstarted(this::endAll);

    DeliveryStreams(Deliveries deliveries, DeliveryStore store, JsonColumns documents, Clock clock) {
        this.deliveries = deliveries;
        this.store = store;
        this.documents = documents;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void stop(@Observes ShutdownEvent event) {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has run.
        }
    }

    /** Returns a new stream; 404 if there is no such incident, 429 if too many are open. */
    DeliveryStream open(IncidentKind kind, String id, Caller caller, @Nullable Instant tokenExpiry) {
        deliveries.of(kind, id);
        Instant now = clock.instant();
        Instant end = now.plus(LIFE);
        if (tokenExpiry != null && tokenExpiry.isBefore(end)) {
            end = tokenExpiry;
        }
        var stream = new DeliveryStream(this, kind, id, caller.subject(), now, end);
        synchronized (streams) {
            streams.removeIf(open -> open.begunAt().plus(FORGOTTEN_AFTER).isBefore(now));
            long ofCaller = streams.stream()
                    .filter(open -> open.subject().equals(caller.subject()))
                    .count();
            if (streams.size() >= STREAMS || ofCaller >= STREAMS_OF_ONE_CALLER) {
                throw new Problem(429, "too many open streams; close some, or poll without /stream")
                        .header("Retry-After", "10");
            }
            streams.add(stream);
        }
        return stream;
    }

    /** Wakes the streams of these incidents. */
    void changed(Collection<String> incidentIds) {
        for (DeliveryStream stream : streams) {
            if (incidentIds.contains(stream.incidentId())) {
                stream.wake();
            }
        }
    }

    void closed(DeliveryStream stream) {
        streams.remove(stream);
    }

    Instant now() {
        return clock.instant();
    }

    /** Changes with every report and with the incident itself; null if it no longer exists. */
    DeliveryStore.@Nullable Stamp stampOf(String id) {
        return store.stampOf(id).orElse(null);
    }

    String snapshot(IncidentKind kind, String id, long version) {
        return documents.write(new DeliverySnapshot(version, deliveries.of(kind, id)));
    }

    private void endAll() {
        streams.forEach(DeliveryStream::end);
    }

    /**
     * One message of a stream: the current state of an incident's deliveries.
     *
     * @param version of the incident, so that clients notice updates
     */
    record DeliverySnapshot(long version, List<DeliveryView> items) {}
}
