package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.component.NamedComponent;
import org.incidentcomms.api.incident.Restoration;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;

/** Lets a maintenance concern other components than it did; their order alone is no difference. */
@ApplicationScoped
class Concerned {
    private final Components components;
    private final Restoration restoration;

    Concerned(Components components, Restoration restoration) {
        this.components = components;
        this.restoration = restoration;
    }

    static boolean differs(Incident maintenance, List<String> wished) {
        List<String> now = idsOf(maintenance);
        return wished.size() != now.size() || !new HashSet<>(wished).equals(new HashSet<>(now));
    }

    /**
     * What this does to components: of a maintenance that has begun, the added ones are put under maintenance, and those
     * left out come back unless somebody else holds them; of one to come, nothing. The added ones are named either way. 422
     * where one is unknown or named twice.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public ComponentChanges change(Incident before, List<String> wished, Instant now) {
        List<String> was = idsOf(before);
        Set<String> touched = new TreeSet<>(wished);
        touched.addAll(was);
        components.current(List.copyOf(touched));
        components.mention(wished, "]");
        List<String> added = wished.stream().filter(id -> !was.contains(id)).toList();
        if (before.status() == Status.SCHEDULED) {
            return components.mention(added, "]");
        }
        List<NamedComponent> named = new ArrayList<>(added.stream()
                .map(id -> new NamedComponent(id, ComponentStatus.UNDER_MAINTENANCE))
                .toList());
        named.addAll(restoration.afterWork(
                before, was.stream().filter(id -> !wished.contains(id)).toList()));
        return components.apply(named, now);
    }

    private static List<String> idsOf(Incident maintenance) {
        return maintenance.components().stream().map(AffectedComponent::id).toList();
    }
}
