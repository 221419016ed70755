package org.incidentcomms.api.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.events.IncidentKind;

/** Kept in the database, because two operators may be connected to different replicas. */
@ApplicationScoped
public class Presences {
    static final Duration LASTS = Duration.ofSeconds(30);

    private final IncidentRepository archive;
    private final PresenceStore store;
    private final Clock clock;

    Presences(IncidentRepository archive, PresenceStore store, Clock clock) {
        this.archive = archive;
        this.store = store;
        this.clock = clock;
    }

    /** Records the caller and returns the others; 404 or 410 if there is no such incident. */
    @Transactional
    public List<Presence> announce(IncidentKind kind, String id, boolean writing, Caller caller) {
        archive.get(kind, id);
        Instant now = clock.instant();
        store.deleteSeenBefore(now.minus(LASTS));
        store.put(id, caller, writing, now);
        return store.others(id, caller, now.minus(LASTS));
    }
}
