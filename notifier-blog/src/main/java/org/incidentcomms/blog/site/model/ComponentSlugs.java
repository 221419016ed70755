package org.incidentcomms.blog.site.model;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.incidentcomms.events.Component;

/**
 * Path segments of components, made of their names: unique, and the same whatever order the events arrived in. Renaming
 * a component changes its own. A name without Latin letters or digits has the component's id.
 */
final class ComponentSlugs {
    private static final int LONGEST = 80;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    private ComponentSlugs() {}

    /** By id. Of components with one name the one that was added first has the plain slug, the next {@code -2}. */
    static Map<String, String> of(Collection<Component> components) {
        List<Component> oldestFirst = components.stream()
                .sorted(Comparator.comparing(Component::createdAt).thenComparing(Component::id))
                .toList();
        Set<String> taken = components.stream().map(Component::id).collect(Collectors.toCollection(HashSet::new));
        Map<String, String> slugs = new HashMap<>();
        for (Component component : oldestFirst) {
            slugs.put(component.id(), free(slugified(component.name()), component.id(), taken));
        }
        return slugs;
    }

    private static String free(String base, String otherwise, Set<String> taken) {
        if (base.isEmpty()) {
            return otherwise;
        }
        String slug = base;
        for (int number = 2; !taken.add(slug); number++) {
            slug = base + "-" + number;
        }
        return slug;
    }

    private static String slugified(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        String dashed = OTHERS.matcher(plain).replaceAll("-");
        String cut = dashed.substring(0, Math.min(dashed.length(), LONGEST));
        return cut.replaceAll("^-|-$", "");
    }
}
