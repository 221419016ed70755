package org.incidentcomms.blog.site.statuspage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Part;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.service.digest.Sha256;
import org.jspecify.annotations.Nullable;

/** Maps components. Statuspage's groups are components themselves; ours have a name only, from which their id is made. */
final class ComponentMapper {
    private final String pageId;
    private final Timestamps times;

    ComponentMapper(String pageId, Timestamps times) {
        this.pageId = pageId;
        this.times = times;
    }

    /** Groups and components in page order, each group before its components. */
    List<Part> parts(List<Component> inPageOrder) {
        Map<String, List<Component>> groups = new LinkedHashMap<>();
        for (Component component : inPageOrder) {
            String group = component.group() == null ? "" : component.group();
            groups.computeIfAbsent(group, name -> new ArrayList<>()).add(component);
        }
        List<Part> parts = new ArrayList<>();
        int position = 0;
        for (Map.Entry<String, List<Component>> group : groups.entrySet()) {
            if (group.getKey().isEmpty()) {
                for (Component component : group.getValue()) {
                    parts.add(part(component, ++position, null));
                }
            } else {
                Part whole = group(group.getKey(), group.getValue(), ++position);
                parts.add(whole);
                int within = 0;
                for (Component component : group.getValue()) {
                    parts.add(part(component, ++within, whole.id()));
                }
            }
        }
        return parts;
    }

    private Part part(Component component, int position, @Nullable String groupId) {
        List<ComponentState> history = component.history();
        return new Part(
                component.id(),
                component.name(),
                component.status().wire(),
                times.of(component.createdAt()),
                times.of(component.updatedAt()),
                position,
                component.description(),
                !history.isEmpty(),
                times.date(
                        history.isEmpty()
                                ? component.createdAt()
                                : history.getFirst().since()),
                groupId,
                pageId,
                false,
                false,
                null);
    }

    private Part group(String name, List<Component> components, int position) {
        return new Part(
                "grp_" + Sha256.hex(name).substring(0, 16),
                name,
                components.stream()
                        .map(Component::status)
                        .max(Comparator.comparingInt(ComponentMapper::severity))
                        .orElse(ComponentStatus.OPERATIONAL)
                        .wire(),
                times.of(components.stream()
                        .map(Component::createdAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()),
                times.of(components.stream()
                        .map(Component::updatedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()),
                position,
                null,
                false,
                null,
                null,
                pageId,
                true,
                false,
                components.stream().map(Component::id).toList());
    }

    private static int severity(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> 0;
            case UNDER_MAINTENANCE -> 1;
            case DEGRADED_PERFORMANCE -> 2;
            case PARTIAL_OUTAGE -> 3;
            case MAJOR_OUTAGE -> 4;
        };
    }
}
