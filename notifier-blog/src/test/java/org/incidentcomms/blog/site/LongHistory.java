package org.incidentcomms.blog.site;

import static org.incidentcomms.blog.site.Stories.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;

/** Ten components, and incidents that ended, four a day until {@code NOW}. */
final class LongHistory {
    private LongHistory() {}

    static List<PublishedEvent> of(int incidents) {
        List<PublishedEvent> history = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            history.add(ComponentEvents.changed(
                    "cmp_" + number, 1, "Component " + number, "Product", number, ComponentStatus.OPERATIONAL));
        }
        for (int number = 0; number < incidents; number++) {
            Told incident = Told.incident("inc_" + number, "Incident number " + number, Impact.MINOR)
                    .hitting("cmp_" + number % 10, "Component " + number % 10, ComponentStatus.DEGRADED_PERFORMANCE);
            Duration ago = Duration.ofHours(6L * (incidents - number));
            incident.step(NOW.minus(ago), Status.INVESTIGATING, null, "We are looking into **" + number + "**.");
            history.add(incident.step(NOW.minus(ago).plusSeconds(900), Status.RESOLVED, null, "It is over."));
        }
        return history;
    }
}
