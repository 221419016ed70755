package org.incidentcomms.blog.site.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.Site;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.StatusLabels;
import org.incidentcomms.service.markdown.Markdown;

/**
 * {@code maintenance.ics}: every maintenance that is not over, at most {@value #MOST}, and the {@value #PAST} newest
 * that are, cancelled ones included, so that a calendar program removes them. A maintenance keeps its UID for ever; its
 * SEQUENCE is its version. There is no METHOD, for calendars that are subscribed to have none.
 */
public final class MaintenanceCalendar {
    private static final int MOST = 200;
    private static final int PAST = 50;
    private static final Duration AHEAD = Duration.ofDays(366);
    private static final String REFRESH = "PT15M";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Company company;
    private final Links links;
    private final MessageBundle words;

    public MaintenanceCalendar(Company company) {
        this.company = company;
        this.links = new Links(company);
        this.words = Site.words(company);
    }

    public List<DerivedFile> of(SiteModel model) {
        List<Incident> shown = Stream.of(
                        model.activeMaintenances().stream().limit(MOST),
                        model.upcomingMaintenances().stream().limit(MOST),
                        model.pastMaintenances(PAST).stream())
                .flatMap(maintenances -> maintenances)
                .filter(maintenance -> maintenance.window() != null)
                .toList();
        List<String> versions = shown.stream()
                .map(maintenance -> maintenance.id() + " " + maintenance.version())
                .toList();
        Instant changedAt = model.changedAt();
        return List.of(new DerivedFile(
                new SitePath("maintenance.ics"),
                shown.isEmpty() ? changedAt : versions,
                () -> calendar(shown, changedAt)));
    }

    private byte[] calendar(List<Incident> shown, Instant changedAt) {
        String name = words.text("calendar.name", company.name());
        ContentLines lines = new ContentLines()
                .line("BEGIN", "VCALENDAR")
                .line("VERSION", "2.0")
                .line("PRODID", "-//incidentcomms//notifier-blog//EN")
                .line("CALSCALE", "GREGORIAN")
                .text("NAME", name)
                .text("X-WR-CALNAME", name)
                .text("X-WR-TIMEZONE", company.timeZone().getId())
                .line("URL", company.statusPage() + "/maintenance")
                .line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH)
                .line("X-PUBLISHED-TTL", REFRESH);
        appendZones(lines, shown);
        if (shown.isEmpty()) {
            // A calendar must have a component.
            new ZoneDefinition(company.timeZone()).append(lines, changedAt, changedAt.plus(AHEAD));
        }
        shown.forEach(maintenance -> append(lines, maintenance.in(words.tag())));
        return lines.line("END", "VCALENDAR").bytes();
    }

    private static void appendZones(ContentLines lines, List<Incident> shown) {
        shown.stream()
                .map(MaintenanceCalendar::window)
                .filter(window -> !ZoneDefinition.isUtc(window.timeZone()))
                .collect(Collectors.groupingBy(Window::timeZone))
                .entrySet()
                .stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getId()))
                .forEach(entry -> new ZoneDefinition(entry.getKey())
                        .append(lines, first(entry.getValue()), last(entry.getValue())));
    }

    private static Instant first(List<Window> windows) {
        return windows.stream()
                .map(Window::startsAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A year later than needed, for programs that look ahead. */
    private static Instant last(List<Window> windows) {
        return windows.stream()
                .map(Window::endsAt)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(AHEAD);
    }

    private void append(ContentLines lines, Incident maintenance) {
        Window window = window(maintenance);
        boolean cancelled = maintenance.status() == Status.CANCELLED;
        lines.line("BEGIN", "VEVENT")
                .line("UID", maintenance.id())
                .line("SEQUENCE", String.valueOf(maintenance.version()))
                .line("DTSTAMP", UTC.format(maintenance.updatedAt()))
                .line("CREATED", UTC.format(maintenance.createdAt()))
                .line("LAST-MODIFIED", UTC.format(maintenance.updatedAt()));
        time(lines, "DTSTART", window.startsAt(), window.timeZone());
        time(lines, "DTEND", window.endsAt(), window.timeZone());
        lines.text(
                        "SUMMARY",
                        cancelled
                                ? words.text(
                                        "sentence",
                                        StatusLabels.of(Status.CANCELLED, words.language()),
                                        maintenance.title())
                                : maintenance.title())
                .text("DESCRIPTION", description(maintenance))
                .line("STATUS", cancelled ? "CANCELLED" : "CONFIRMED")
                .line("TRANSP", "TRANSPARENT")
                .line("URL", links.incident(maintenance).toString())
                .line("END", "VEVENT");
    }

    private static void time(ContentLines lines, String name, Instant at, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        if (ZoneDefinition.isUtc(zone) || isRepeated(local, zone)) {
            lines.line(name, UTC.format(at));
        } else {
            lines.line(name + ";TZID=" + zone.getId(), LOCAL.format(local));
        }
    }

    /** In autumn one hour comes twice, and its local times mean the first one (RFC 5545, 3.3.5). */
    private static boolean isRepeated(LocalDateTime local, ZoneId zone) {
        return zone.getRules().getValidOffsets(local).size() > 1;
    }

    private String description(Incident maintenance) {
        StringBuilder description = new StringBuilder();
        List<Update> updates = maintenance.updates();
        if (!updates.isEmpty()) {
            description.append(Markdown.toText(updates.getLast().message()).strip());
        }
        if (!maintenance.components().isEmpty()) {
            description
                    .append("\n\n")
                    .append(words.text(
                            "sentence",
                            words.text("incident.affected"),
                            maintenance.components().stream()
                                    .map(AffectedComponent::name)
                                    .collect(Collectors.joining(", "))));
        }
        return description.toString().strip();
    }

    private static Window window(Incident maintenance) {
        return Objects.requireNonNull(maintenance.window());
    }
}
