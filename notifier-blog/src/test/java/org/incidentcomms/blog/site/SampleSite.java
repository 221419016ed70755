package org.incidentcomms.blog.site;

import static org.incidentcomms.blog.site.Stories.NOW;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;

/** Sites whose files are checked against the standards of their formats; see {@link Stories#told(SampleSite)}. */
enum SampleSite {
    EMPTY(0, List::of),
    ONE_INCIDENT(1, () -> LongHistory.of(1)),
    CLICKTIME(2, () -> ClickTimeStory.busy(NOW)),
    FIVE_HUNDRED_INCIDENTS(500, () -> LongHistory.of(500)),
    HOSTILE(20, BrowserIT::hostile),
    HOSTILE_ANALYSES(20, PagesIT::hostile),
    UNENCODABLE(1, SampleSite::unencodable);

    private final int incidents;
    private final Supplier<List<PublishedEvent>> events;

    SampleSite(int incidents, Supplier<List<PublishedEvent>> events) {
        this.incidents = incidents;
        this.events = events;
    }

    /** Number of incidents. */
    int incidents() {
        return incidents;
    }

    List<PublishedEvent> events() {
        return events.get();
    }

    /** Control characters, half surrogates, and line breaks that would end a line of a calendar. */
    private static List<PublishedEvent> unencodable() {
        String text = "\u0000\u0007 \ufffe \ud800 \r\nEND:VEVENT ]]> \udc00 &#0; " + "é😀".repeat(60);
        return List.of(
                ComponentEvents.changed("cmp_1", 1, text, text, 1, ComponentStatus.PARTIAL_OUTAGE),
                Told.incident("odd", text, Impact.MAJOR)
                        .hitting("cmp_1", text, ComponentStatus.PARTIAL_OUTAGE)
                        .step(NOW, Status.INVESTIGATING, text, text, text, ChannelSelection.EVERYBODY),
                Told.maintenance("odd_work", text, NOW.plusSeconds(3_600), Duration.ofHours(1))
                        .hitting("cmp_1", text, ComponentStatus.UNDER_MAINTENANCE)
                        .step(NOW, Status.SCHEDULED, text, text, text, ChannelSelection.EVERYBODY));
    }
}
