package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.Update;

/** Events of incidents with one update each, as the compacted log keeps them: resolved, four a day until now. */
final class IncidentHistory {

    private static final int COMPONENTS = 10;
    private static final Duration APART = Duration.ofHours(6);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** The components that the incidents affect. */
    List<PublishedEvent> components() {
        List<PublishedEvent> events = new ArrayList<>();
        for (int number = 0; number < COMPONENTS; number++) {
            Component component = new Component(
                    "cmp_" + number,
                    1,
                    "Component " + number,
                    null,
                    "Product",
                    number,
                    ComponentStatus.OPERATIONAL,
                    now,
                    now,
                    List.of());
            events.add(PublishedEvent.of(new ComponentChanged(component), now, null));
        }
        return events;
    }

    /** Past incidents by age: number {@code from} (1 is the newest) to {@code to}. */
    List<PublishedEvent> past(int from, int to) {
        List<PublishedEvent> events = new ArrayList<>();
        for (int number = to; number >= from; number--) {
            events.add(resolved("past-" + number, number, now.minus(APART.multipliedBy(number))));
        }
        return events;
    }

    /** A new incident, resolved at once, so that the status page stays as short as it was. */
    PublishedEvent fresh(String slug, int number) {
        return resolved(slug, number, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static PublishedEvent resolved(String slug, int number, Instant at) {
        String id = "inc_" + slug.replace('-', '_');
        String component = "cmp_" + number % COMPONENTS;
        String name = "Component " + number % COMPONENTS;
        Update update = new Update(
                id + "_u1",
                slug + "-u1",
                Status.RESOLVED,
                null,
                "Some customers saw **slow pages** for a few minutes. It is over: " + slug + ".",
                null,
                List.of(new ComponentChange(
                        component, name, ComponentStatus.DEGRADED_PERFORMANCE, ComponentStatus.OPERATIONAL)),
                at,
                null,
                0,
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED,
                List.of());
        Incident incident = new Incident(
                id,
                slug,
                1,
                IncidentKind.INCIDENT,
                "Slow pages, " + slug,
                Status.RESOLVED,
                Impact.MINOR,
                List.of(new AffectedComponent(component, name, ComponentStatus.OPERATIONAL)),
                at,
                at,
                at,
                at,
                null,
                null,
                List.of(update),
                null,
                false);
        return PublishedEvent.of(new IncidentOpened(incident, update.id()), at, null);
    }
}
