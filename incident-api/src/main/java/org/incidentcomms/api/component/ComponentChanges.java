package org.incidentcomms.api.component;

import java.util.List;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentChange;

/**
 * The result of naming components in an update.
 *
 * @param snapshot for the update, in the order in which they were named
 * @param changed the new versions of the components that changed, in id order
 */
public record ComponentChanges(List<ComponentChange> snapshot, List<Component> changed) {
    public static final ComponentChanges NONE = new ComponentChanges(List.of(), List.of());

    public ComponentChanges {
        snapshot = List.copyOf(snapshot);
        changed = List.copyOf(changed);
    }
}
