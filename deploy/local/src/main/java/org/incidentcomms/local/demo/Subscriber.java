package org.incidentcomms.local.demo;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A subscriber of the demo.
 *
 * @param onlyFor names of the components followed; empty for all
 */
record Subscriber(String email, List<String> onlyFor) {

    static final List<Subscriber> ALL = List.of(
            new Subscriber("amelia@northwind.example", List.of()),
            new Subscriber("ben@tailfeather.example", List.of(DemoScript.WEB)),
            new Subscriber("carla@paperclip.example", List.of(DemoScript.REPORTS)));

    /** Whether an announcement affects a component this subscriber follows. */
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
