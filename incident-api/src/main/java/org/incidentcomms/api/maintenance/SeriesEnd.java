package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.schedule.Plan;
import org.incidentcomms.api.maintenance.schedule.PlanStore;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.Kind;

/** Locks what is left of a series, so that no occurrence is announced while it is taken back. */
@ApplicationScoped
class SeriesEnd {
    private final IncidentArchive archive;
    private final PlanStore plans;
    private final Components components;

    SeriesEnd(IncidentArchive archive, PlanStore plans, Components components) {
        this.archive = archive;
        this.plans = plans;
        this.components = components;
    }

    /**
     * The maintenance {@code id} and those of its series that may still do something, by id; 422 where it is of no
     * series. An occurrence is announced under the lock of the one before it, so once a look finds none that is not
     * locked, none can appear.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, StoredIncident> lock(String id, IfMatch ifMatch) {
        archive.get(Kind.MAINTENANCE, id);
        Plan.Series series = plans.of(id).series();
        if (series == null) {
            throw Problems.invalid("series", "this maintenance is not one of a series");
        }
        Map<String, StoredIncident> locked = new TreeMap<>();
        while (true) {
            Set<String> wanted = new TreeSet<>(plans.aliveOfSeries(series.id()));
            wanted.add(id);
            wanted.removeAll(locked.keySet());
            if (wanted.isEmpty()) {
                lockComponents(locked);
                return locked;
            }
            for (String one : wanted) {
                locked.put(one, archive.lock(Kind.MAINTENANCE, one, one.equals(id) ? ifMatch : IfMatch.ANY));
            }
        }
    }

    /** All at once, in their order, before the first is cancelled. */
    private void lockComponents(Map<String, StoredIncident> locked) {
        Set<String> ids = new LinkedHashSet<>();
        locked.values()
                .forEach(stored -> stored.document().components().stream()
                        .map(AffectedComponent::id)
                        .forEach(ids::add));
        components.current(List.copyOf(ids));
    }
}
