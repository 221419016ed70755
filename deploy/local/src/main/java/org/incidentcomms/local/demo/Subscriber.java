package org.incidentcomms.local.demo;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Someone on the update list of the demo.
 *
 * @param onlyFor components by name; empty means everything
 */
record Subscriber(String email, List<String> onlyFor) {

    static final List<Subscriber> ALL = List.of(
            new Subscriber("amelia@northwind.example", List.of()),
            new Subscriber("ben@tailfeather.example", List.of(Story.WEB)),
            new Subscriber("carla@paperclip.example", List.of(Story.REPORTS)));

    /** Whether an announcement concerns any component this one listens to. */
    boolean wants(Announcement announcement) {
        return onlyFor.isEmpty() || announcement.components().stream().anyMatch(onlyFor::contains);
    }

    Map<String, Object> body(UnaryOperator<String> component) {
        return Map.of(
                "email",
                email,
                "confirmed",
                true,
                "components",
                onlyFor.stream().map(component).toList(),
                "note",
                "demo");
    }
}
