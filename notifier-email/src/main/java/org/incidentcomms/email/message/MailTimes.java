package org.incidentcomms.email.message;

import java.time.Instant;
import java.time.ZoneId;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.DisplayTimes;
import org.incidentcomms.kit.wording.Language;
import org.jspecify.annotations.Nullable;

/**
 * Times as a reader sees them: in their own zone if it is known. Otherwise a window is in its own zone, and an instant
 * in the company's.
 */
final class MailTimes {
    private final Language language;
    private final @Nullable ZoneId zone;
    private final ZoneId readersZone;
    private final DisplayTimes times;

    MailTimes(Company company, MailVariant variant) {
        this.language = variant.language();
        this.zone = variant.zone();
        this.readersZone = zone == null ? company.timeZone() : zone;
        this.times = new DisplayTimes(language);
    }

    /** Whether the message already has the generated sentence about the window, which would otherwise appear twice. */
    boolean tellsItsWindow(Incident incident, Update update) {
        Window window = incident.window();
        return window != null
                && language == Language.ENGLISH
                && update.message().contains(WindowSentence.of(inZone(window), incident.updatedAt()));
    }

    /** A sentence about a window, relative to the time of the announcement. */
    String window(Incident incident, Window window) {
        return times.window(inZone(window), incident.updatedAt());
    }

    /** Formats the time of an update, relative to the time of the announcement. */
    String instant(Incident incident, Instant instant) {
        return times.instant(instant, readersZone, incident.updatedAt());
    }

    /** A sentence about the promised next update, or null if none is promised. */
    @Nullable String nextUpdate(Incident incident, Update update) {
        return times.nextUpdate(incident, update, readersZone).orElse(null);
    }

    private Window inZone(Window window) {
        return zone == null ? window : new Window(window.startsAt(), window.endsAt(), zone);
    }
}
