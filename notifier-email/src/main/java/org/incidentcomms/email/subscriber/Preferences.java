package org.incidentcomms.email.subscriber;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber wants to hear about, and how.
 *
 * @param components ids of the components followed; empty for all
 * @param events kinds of event; empty for all
 * @param language IETF tag; null for the company's language
 * @param timeZone IANA name; null for the company's zone
 */
public record Preferences(
        List<String> components,
        List<EventKind> events,
        @Nullable String language,
        @Nullable String timeZone) {
    static final Preferences EVERYTHING = new Preferences(List.of(), List.of(), null, null);

    public Preferences {
        components = List.copyOf(components);
        events = List.copyOf(events);
    }

    static Preferences ofComponents(List<String> components) {
        return new Preferences(components, List.of(), null, null);
    }

    String[] eventNames() {
        return events.stream().map(EventKind::wire).toArray(String[]::new);
    }

    String[] componentIds() {
        return components.toArray(String[]::new);
    }
}
