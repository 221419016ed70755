package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.api.component.NamedComponent;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;

/**
 * Gives the components of an incident or a maintenance that is over back to normal. What another open incident, or a maintenance under
 * way, still holds down is left as it is; of two incidents that end at once, the second sees that the first has ended, as
 * both wait for the component's row.
 */
@ApplicationScoped
public class Restoration {
    private final Components components;
    private final IncidentStore store;

    Restoration(Components components, IncidentStore store) {
        this.components = components;
        this.store = store;
    }

    /** {@code named} as it is, and every other component {@code incident} ever named that is down and held down by nobody else. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<NamedComponent> of(Incident incident, List<NamedComponent> named) {
        Set<String> explicit = new LinkedHashSet<>();
        named.forEach(component -> explicit.add(component.id()));
        Set<String> all = new LinkedHashSet<>(incident.componentIdsEver());
        all.addAll(explicit);
        List<NamedComponent> current = components.current(List.copyOf(all));
        Map<String, ComponentStatus> heldDown = heldByOthers(incident, current);
        Set<String> downBy = incident.components().stream()
                .filter(component -> component.status() != ComponentStatus.OPERATIONAL)
                .map(AffectedComponent::id)
                .collect(Collectors.toSet());
        List<NamedComponent> restored = new ArrayList<>(named);
        for (NamedComponent component : current) {
            String id = component.id();
            boolean isDown = component.status() != ComponentStatus.OPERATIONAL || downBy.contains(id);
            if (isDown && !explicit.contains(id) && !heldDown.containsKey(id)) {
                restored.add(new NamedComponent(id, ComponentStatus.OPERATIONAL));
            }
        }
        return restored;
    }

    /**
     * What becomes of the components of a maintenance that is over and are still under maintenance: what is down for
     * another reason is shown so again, and everything else works.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<NamedComponent> ofMaintenance(Incident maintenance) {
        List<NamedComponent> current = components.current(
                maintenance.components().stream().map(AffectedComponent::id).toList());
        Map<String, ComponentStatus> heldDown = heldByOthers(maintenance, current);
        return current.stream()
                .filter(component -> component.status() == ComponentStatus.UNDER_MAINTENANCE)
                .map(component -> new NamedComponent(
                        component.id(), heldDown.getOrDefault(component.id(), ComponentStatus.OPERATIONAL)))
                .toList();
    }

    /** After {@code current} was read, and with it locked. */
    private Map<String, ComponentStatus> heldByOthers(Incident incident, List<NamedComponent> current) {
        return store.heldDownByOthers(
                incident.id(), current.stream().map(NamedComponent::id).toList());
    }
}
