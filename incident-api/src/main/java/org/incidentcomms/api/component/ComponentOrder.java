package org.incidentcomms.api.component;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.incidentcomms.events.Component;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Assigns components their groups and positions from a complete list. All must be listed: one added concurrently would
 * otherwise get an arbitrary position.
 */
final class ComponentOrder {
    /** A component's group and position. */
    record Place(@Nullable String group, int position) {}

    private ComponentOrder() {}

    /** The entity tag of this order: depends on the components, their groups and order, not on names and statuses. */
    static String etag(List<Component> inOrder) {
        String written = inOrder.stream()
                .map(c -> c.id() + "\t" + Objects.requireNonNullElse(c.group(), "") + "\n")
                .collect(Collectors.joining());
        return "\"order-" + Sha256.hex(written.getBytes(UTF_8), 8) + "\"";
    }

    /** By id; 422 if a component is unknown, listed twice or missing. */
    static Map<String, Place> of(OrderComponents command, List<Component> all) {
        Set<String> left = new TreeSet<>(all.stream().map(Component::id).toList());
        Map<String, Place> places = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int g = 0; g < command.groups().size(); g++) {
            OrderComponents.Group group = command.groups().get(g);
            String name = group.name() == null ? null : group.name().strip();
            if (!names.add(Objects.requireNonNullElse(name, ""))) {
                violations.add(new Violation("groups[" + g + "].name", "is listed twice"));
            }
            for (int c = 0; c < group.components().size(); c++) {
                String id = group.components().get(c);
                if (places.containsKey(id) || !left.remove(id)) {
                    violations.add(new Violation(
                            "groups[" + g + "].components[" + c + "]",
                            places.containsKey(id) ? "is listed twice" : "there is no such component"));
                }
                places.put(id, new Place(name, places.size()));
            }
        }
        if (!left.isEmpty()) {
            String last = command.groups().isEmpty()
                    ? "groups"
                    : "groups[" + (command.groups().size() - 1) + "].components";
            violations.add(new Violation(last, "every component must be listed; missing: " + String.join(", ", left)));
        }
        Problems.throwIfAny(violations);
        return places;
    }
}
