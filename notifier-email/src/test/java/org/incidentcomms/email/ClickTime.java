package org.incidentcomms.email;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Company;
import org.jspecify.annotations.Nullable;

/** Announcements modelled on ClickTime's own: a February outage and an August maintenance. */
public final class ClickTime {
    public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    public static final Company COMPANY = new Company(
            "ClickTime",
            PACIFIC,
            "@clicktime",
            "ClickTime Web Operations",
            "ClickTime Support or your account representative",
            URI.create("https://status.clicktime.example"));

    public static final Update DOWN = update(
            "upd-1",
            Status.INVESTIGATING,
            "System Temporarily Unavailable",
            null,
            "2026-02-02T16:40:00Z",
            """
                    ClickTime cannot be reached at the moment because of **technical difficulties**. We are working on it
                    and will tell you here what we find.

                    Thank you for bearing with us.""",
            change("web-app", "Web app", ComponentStatus.OPERATIONAL, ComponentStatus.MAJOR_OUTAGE),
            change("mobile-app", "Mobile app", ComponentStatus.OPERATIONAL, ComponentStatus.MAJOR_OUTAGE));
    public static final Update DIAGNOSING = update(
            "upd-2",
            Status.IDENTIFIED,
            "Update on Feb. 2 Performance Issues",
            null,
            "2026-02-02T19:05:00Z",
            """
                    Logging in and loading pages became so slow this morning that we have taken the site down while we
                    look for the cause. It comes back as soon as that is solved.

                    - News is on X too: [@clicktime](https://x.com/clicktime)
                    - Write to us and we add your address to the update list""",
            change("web-app", "Web app", ComponentStatus.MAJOR_OUTAGE, ComponentStatus.MAJOR_OUTAGE));
    public static final Update EVENING = update(
            "upd-3",
            Status.MONITORING,
            "Feb 2nd End-of-Day Update",
            null,
            "2026-02-03T01:30:00Z",
            """
                    Changes made this evening should take away the main cause of today's slowness; deeper ones follow over
                    the next weeks. We watch the site through the night and Tuesday's busy morning.

                    We are sorry for the trouble this has caused.""",
            change("web-app", "Web app", ComponentStatus.MAJOR_OUTAGE, ComponentStatus.DEGRADED_PERFORMANCE),
            change("mobile-app", "Mobile app", ComponentStatus.MAJOR_OUTAGE, ComponentStatus.OPERATIONAL));
    public static final Update NORMAL = update(
            "upd-4",
            Status.RESOLVED,
            "Performance back to normal",
            "Alex Mann",
            "2026-02-03T23:15:00Z",
            """
                    The site was faster today than on most Tuesdays, so we consider this solved.

                    In short: session data passed between web servers too slowly, people tried again, and each new try made
                    it slower still. The way sessions are handled has been trimmed, and will be replaced.""",
            change("web-app", "Web app", ComponentStatus.DEGRADED_PERFORMANCE, ComponentStatus.OPERATIONAL));

    public static final Window AUGUST_5 =
            new Window(Instant.parse("2023-08-05T17:00:00Z"), Instant.parse("2023-08-05T23:00:00Z"), PACIFIC);
    public static final Window AUGUST_12 =
            new Window(Instant.parse("2023-08-12T17:00:00Z"), Instant.parse("2023-08-12T23:00:00Z"), PACIFIC);
    public static final Update PLANNED = update(
            "upd-m1",
            Status.SCHEDULED,
            "ClickTime – Scheduled Maintenance",
            null,
            "2023-07-28T18:00:00Z",
            """
                    ClickTime will not be available during this time. The work makes the system safer and faster.""",
            change("web-app", "Web app", ComponentStatus.OPERATIONAL, ComponentStatus.OPERATIONAL));

    private ClickTime() {}

    public static Update update(
            String id,
            Status status,
            @Nullable String headline,
            @Nullable String author,
            String postedAt,
            String message,
            ComponentChange... components) {
        return new Update(
                id,
                "post-" + id,
                status,
                headline,
                message,
                author,
                List.of(components),
                Instant.parse(postedAt),
                null,
                0,
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED,
                List.of());
    }

    public static ComponentChange change(String id, String name, ComponentStatus before, ComponentStatus after) {
        return new ComponentChange(id, name, before, after);
    }

    /** The update with its text replaced, as an announced correction leaves it. */
    public static Update corrected(Update update, String message) {
        List<Revision> history = new ArrayList<>(update.history());
        history.add(new Revision(
                update.headline(), update.message(), update.postedAt().plusSeconds(600)));
        return new Update(
                update.id(),
                update.slug(),
                update.status(),
                update.headline(),
                message,
                update.author(),
                update.components(),
                update.postedAt(),
                update.postedAt().plusSeconds(600),
                update.revision() + 1,
                update.notified(),
                update.texts(),
                history);
    }

    public static Update with(Update update, ChannelSelection notified, ChannelTexts texts) {
        return new Update(
                update.id(),
                update.slug(),
                update.status(),
                update.headline(),
                update.message(),
                update.author(),
                update.components(),
                update.postedAt(),
                update.editedAt(),
                update.revision(),
                notified,
                texts,
                update.history());
    }

    /** The February outage after these updates. */
    public static Incident outage(Update... updates) {
        return incident("inc-feb", IncidentKind.INCIDENT, "Performance issues", null, null, null, updates);
    }

    /** The August maintenance after these updates. */
    public static Incident maintenance(Window window, @Nullable Window before, Update... updates) {
        return incident(
                "mnt-aug",
                IncidentKind.MAINTENANCE,
                "ClickTime – Scheduled Maintenance",
                window,
                before,
                null,
                updates);
    }

    public static Incident incident(
            String id,
            IncidentKind kind,
            String title,
            @Nullable Window window,
            @Nullable Window before,
            @Nullable Postmortem postmortem,
            Update... updates) {
        Update last = updates[updates.length - 1];
        List<AffectedComponent> components = Arrays.stream(updates)
                .flatMap(update -> update.components().stream())
                .map(change -> new AffectedComponent(change.id(), change.name(), change.newStatus()))
                .toList();
        return new Incident(
                id,
                "slug-" + id,
                updates.length + (postmortem == null ? 0 : 1),
                kind,
                title,
                last.status(),
                Impact.MAJOR,
                components,
                updates[0].postedAt(),
                updates[0].postedAt(),
                last.postedAt(),
                last.status().isTerminal() ? last.postedAt() : null,
                window,
                before,
                List.of(updates),
                postmortem,
                false);
    }

    public static PublishedEvent published(StatusEvent event, Instant time) {
        return PublishedEvent.of(event, time, null);
    }

    /** Published when its newest update was posted. */
    public static PublishedEvent published(StatusEvent.Announcement event) {
        return published(event, event.incident().updates().getLast().postedAt());
    }
}
