package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.component.Components;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Incident;

/**
 * Restores the components of an ended incident: to operational, or to the status that another open incident, or a
 * maintenance in progress, still gives them. If two incidents end at once, the second sees that the first has ended, as
 * both wait for the component's row.
 */
@ApplicationScoped
public class ComponentRecovery {
    private final Components components;
    private final IncidentStore store;

    ComponentRecovery(Components components, IncidentStore store) {
        this.components = components;
        this.store = store;
    }

    /**
     * Keeps {@code named}, and restores every other component {@code incident} ever named that is not operational,
     * unless another incident affects it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ComponentStatusInput> of(Incident incident, List<ComponentStatusInput> named) {
        Set<String> explicit = new LinkedHashSet<>();
        named.forEach(component -> explicit.add(component.id()));
        Set<String> all = new LinkedHashSet<>(incident.componentIdsEver());
        all.addAll(explicit);
        List<ComponentStatusInput> current = components.current(List.copyOf(all));
        Map<String, ComponentStatus> held = store.heldByOthers(
                incident.id(), current.stream().map(ComponentStatusInput::id).toList());
        Map<String, ComponentStatus> downBy = incident.components().stream()
                .filter(component -> component.status() != ComponentStatus.OPERATIONAL)
                .collect(Collectors.toMap(AffectedComponent::id, AffectedComponent::status, (a, b) -> b));
        List<ComponentStatusInput> restored = new ArrayList<>(named);
        for (ComponentStatusInput component : current) {
            String id = component.id();
            ComponentStatus others = held.get(id);
            boolean isOver = others == null
                    ? component.status() != ComponentStatus.OPERATIONAL || downBy.containsKey(id)
                    : component.status() != others && component.status() == downBy.get(id);
            if (isOver && !explicit.contains(id)) {
                restored.add(new ComponentStatusInput(id, others == null ? ComponentStatus.OPERATIONAL : others));
            }
        }
        return restored;
    }

    /**
     * Restores the components that only {@code maintenance} keeps under maintenance; those another one affects are
     * unchanged.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ComponentStatusInput> afterWork(Incident maintenance) {
        return afterWork(
                maintenance,
                maintenance.components().stream().map(AffectedComponent::id).toList());
    }

    /** As the other, for some of its components only. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ComponentStatusInput> afterWork(Incident maintenance, List<String> ids) {
        List<String> down = components.current(ids).stream()
                .filter(component -> component.status() == ComponentStatus.UNDER_MAINTENANCE)
                .map(ComponentStatusInput::id)
                .toList();
        Map<String, ComponentStatus> held = store.heldByOthers(maintenance.id(), down);
        return down.stream()
                .map(id -> new ComponentStatusInput(id, held.getOrDefault(id, ComponentStatus.OPERATIONAL)))
                .filter(component -> component.status() != ComponentStatus.UNDER_MAINTENANCE)
                .toList();
    }
}
