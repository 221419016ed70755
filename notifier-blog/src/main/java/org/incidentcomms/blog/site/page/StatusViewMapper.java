package org.incidentcomms.blog.site.page;

import io.quarkus.qute.RawString;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.blog.site.model.OverallStatus;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.page.IncidentView.Affected;
import org.incidentcomms.blog.site.page.StatusView.Day;
import org.incidentcomms.blog.site.page.StatusView.Group;
import org.incidentcomms.blog.site.page.StatusView.Part;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.MessageBundle;

/** Maps the model to the status page. Every list on it is limited, so that it stays fast during large outages. */
final class StatusViewMapper {
    private static final int DAYS = 15;
    private static final int WHOLE_INCIDENTS = 8;
    private static final int OPEN_LINES = 40;
    private static final int UPDATES = 6;
    private static final int MAINTENANCES = 10;
    private static final int PER_DAY = 8;

    private final Site site;
    private final IncidentViewMapper incidents;
    private final StatusBadges badges;
    private final TimeFormats clock;
    private final UptimeViewMapper uptimes;

    StatusViewMapper(Site site, IncidentViewMapper incidents, TimeFormats clock) {
        this.site = site;
        this.incidents = incidents;
        this.badges = new StatusBadges(site.words());
        this.clock = clock;
        this.uptimes = new UptimeViewMapper(clock, site.words());
    }

    StatusView of(SiteModel model, Instant asOf) {
        OverallStatus overall = model.overall();
        StatusBadge chip = badges.of(overall);
        List<Group> groups = groups(model.components(), asOf);
        List<Incident> open = worstFirst(model.openIncidents());
        String summary = summary(overall, StatusView.affected(groups));
        return new StatusView(
                new PageMetadata(
                        site,
                        chip.words() + " – " + site.words().text("page.status", site.name()),
                        summary,
                        "/",
                        "status",
                        null,
                        null,
                        true,
                        SignUpForm.Choice.of(model.components())),
                chip,
                summary,
                clock.moment(asOf),
                open.stream()
                        .limit(WHOLE_INCIDENTS)
                        .map(incident -> incidents.listed(incident, UPDATES))
                        .toList(),
                open.stream()
                        .skip(WHOLE_INCIDENTS)
                        .limit(OPEN_LINES)
                        .map(incidents::line)
                        .toList(),
                Math.max(0, open.size() - WHOLE_INCIDENTS - OPEN_LINES),
                brief(model.activeMaintenances(), UPDATES),
                groups,
                brief(model.upcomingMaintenances(), 1),
                days(model, clock.dayOf(asOf)));
    }

    private List<IncidentView> brief(List<Incident> maintenances, int updates) {
        return maintenances.stream()
                .limit(MAINTENANCES)
                .map(incident -> incidents.listed(incident, updates))
                .toList();
    }

    private static List<Incident> worstFirst(List<Incident> newestFirst) {
        return newestFirst.stream()
                .sorted(Comparator.comparing(Incident::impact).reversed())
                .toList();
    }

    private List<Group> groups(List<Component> components, Instant asOf) {
        Map<String, RawString> pictures = uptimes.of(components, asOf);
        Map<String, List<Part>> byGroup = new LinkedHashMap<>();
        for (Component component : components) {
            String group = component.group() == null ? "" : component.group();
            byGroup.computeIfAbsent(group, name -> new ArrayList<>())
                    .add(new Part(
                            component.name(),
                            component.description(),
                            badges.of(component.status()),
                            pictures.get(component.id())));
        }
        return byGroup.entrySet().stream()
                .map(entry -> new Group(entry.getKey().isEmpty() ? null : entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Day> days(SiteModel model, LocalDate today) {
        LocalDate oldest = today.minusDays(DAYS - 1L);
        Instant since = oldest.atStartOfDay(clock.zone()).toInstant();
        Map<LocalDate, List<Incident>> byDay = new LinkedHashMap<>();
        for (Incident incident : model.incidentsSince(since)) {
            if (incident.status() != Status.SCHEDULED) {
                LocalDate first = clock.dayOf(SiteModel.placeInTime(incident));
                LocalDate last = lastDay(incident, first, today);
                for (LocalDate day = first.isBefore(oldest) ? oldest : first;
                        !day.isAfter(last);
                        day = day.plusDays(1)) {
                    byDay.computeIfAbsent(day, none -> new ArrayList<>()).add(incident);
                }
            }
        }
        List<Day> days = new ArrayList<>(DAYS);
        for (int back = 0; back < DAYS; back++) {
            LocalDate day = today.minusDays(back);
            List<Incident> those = byDay.getOrDefault(day, List.of());
            days.add(new Day(
                    clock.day(day, today),
                    day.toString(),
                    those.stream().limit(PER_DAY).map(this::line).toList(),
                    Math.max(0, those.size() - PER_DAY)));
        }
        return days;
    }

    /** An incident concerns every day until it was resolved, a maintenance the day for which it was planned. */
    private LocalDate lastDay(Incident incident, LocalDate first, LocalDate today) {
        if (incident.kind() == IncidentKind.MAINTENANCE) {
            return first;
        }
        Instant resolvedAt = incident.resolvedAt();
        LocalDate last = resolvedAt == null || !incident.status().isTerminal() ? today : clock.dayOf(resolvedAt);
        return last.isBefore(first) ? first : last;
    }

    private IncidentLine line(Incident incident) {
        return incident.status().isTerminal() ? incidents.line(incident) : incidents.mention(incident);
    }

    private String summary(OverallStatus overall, List<Affected> affected) {
        MessageBundle words = site.words();
        return switch (overall) {
            case OPERATIONAL -> words.text("summary.operational", site.name());
            case NOTICE -> words.text("summary.notice");
            case MAINTENANCE ->
                affected.isEmpty()
                        ? words.text("summary.maintenance")
                        : words.text("summary.maintenance.on", names(affected));
            case MONITORING -> words.text("summary.monitoring");
            case MINOR, MAJOR, CRITICAL ->
                affected.isEmpty() ? words.text("summary.trouble") : words.text("summary.affected", names(affected));
        };
    }

    private String names(List<Affected> affected) {
        MessageBundle words = site.words();
        List<String> names = affected.stream().map(Affected::name).toList();
        int last = names.size() - 1;
        if (names.size() > 5) {
            return words.text("list.more", joined(names.subList(0, 4)), names.size() - 4);
        }
        return last < 1 ? joined(names) : words.text("list.last", joined(names.subList(0, last)), names.get(last));
    }

    private String joined(List<String> names) {
        return String.join(site.words().text("list.separator"), names);
    }
}
