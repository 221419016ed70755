package org.incidentcomms.blog.site.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.incidentcomms.events.Incident;

/** The posts of the incidents that ever named a component, and how often they changed. */
final class PostsByComponent {
    private static final class Posts {
        final NavigableSet<Post> all = new TreeSet<>();
        long changes;
    }

    private final Map<String, Posts> byComponent = new HashMap<>();

    void add(Incident incident, List<Post> posts) {
        for (String component : incident.componentIdsEver()) {
            Posts known = byComponent.computeIfAbsent(component, id -> new Posts());
            known.all.addAll(posts);
            known.changes++;
        }
    }

    void remove(Incident incident, List<Post> posts) {
        for (String component : incident.componentIdsEver()) {
            Posts known = byComponent.computeIfAbsent(component, id -> new Posts());
            posts.forEach(known.all::remove);
            known.changes++;
        }
    }

    /** Newest first. */
    List<Post> newest(String component, int limit) {
        Posts known = byComponent.get(component);
        return known == null
                ? List.of()
                : known.all.descendingSet().stream().limit(limit).toList();
    }

    long changes(String component) {
        Posts known = byComponent.get(component);
        return known == null ? 0 : known.changes;
    }
}
