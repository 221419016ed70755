package org.incidentcomms.blog.site.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.Component;

/**
 * The order of the components on the page, and their slugs.
 *
 * @param inPageOrder groups by their first position, then position, then name
 * @param slugs by id
 */
record ComponentArrangement(List<Component> inPageOrder, Map<String, String> slugs) {

    static ComponentArrangement of(Collection<Component> components) {
        Map<String, Integer> groups = new HashMap<>();
        components.forEach(component -> groups.merge(groupOf(component), component.position(), Math::min));
        List<Component> inPageOrder = components.stream()
                .sorted(Comparator.comparingInt((Component component) -> groups.getOrDefault(groupOf(component), 0))
                        .thenComparing(ComponentArrangement::groupOf)
                        .thenComparingInt(Component::position)
                        .thenComparing(Component::name))
                .toList();
        return new ComponentArrangement(inPageOrder, ComponentSlugs.of(components));
    }

    private static String groupOf(Component component) {
        return component.group() == null ? "" : component.group();
    }
}
