package org.incidentcomms.blog.site;

import java.time.Instant;
import java.util.List;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.ComponentDeleted;
import org.jspecify.annotations.Nullable;

/** Events of components, as the log would contain them. */
public final class ComponentEvents {
    private ComponentEvents() {}

    public static PublishedEvent changed(
            String id, long version, String name, @Nullable String group, int position, ComponentStatus status) {
        return changed(id, version, name, group, position, status, List.of());
    }

    public static PublishedEvent changed(
            String id,
            long version,
            String name,
            @Nullable String group,
            int position,
            ComponentStatus status,
            List<ComponentState> history) {
        Instant at = Instant.parse("2026-01-05T08:00:00Z");
        return PublishedEvent.of(
                new ComponentChanged(new Component(id, version, name, null, group, position, status, at, at, history)),
                at,
                null);
    }

    public static PublishedEvent deleted(PublishedEvent last, long version) {
        Component was = ((ComponentChanged) last.data()).component();
        return PublishedEvent.of(
                new ComponentDeleted(new Component(
                        was.id(),
                        version,
                        was.name(),
                        null,
                        was.group(),
                        was.position(),
                        was.status(),
                        was.createdAt(),
                        was.updatedAt())),
                last.time(),
                null);
    }
}
