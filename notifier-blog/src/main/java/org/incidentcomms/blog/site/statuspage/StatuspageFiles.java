package org.incidentcomms.blog.site.statuspage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.blog.site.files.DerivedFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.blog.site.model.OverallStatus;
import org.incidentcomms.blog.site.model.SiteModel;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.ComponentsDocument;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.IncidentsDocument;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.MaintenancesDocument;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Notice;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Overall;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Page;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Part;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.StatusDocument;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Summary;
import org.incidentcomms.blog.site.text.JsonText;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.service.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The eight documents of Statuspage's public API, version 2. Every list holds at most 50 incidents, as there. What
 * operators wrote is in the company's language where it is translated; the description of the status is Statuspage's,
 * in English, for programs compare it. Not thread-safe.
 */
public final class StatuspageFiles {
    private static final String FOLDER = "api/v2/";
    private static final int MOST = 50;

    private final Company company;
    private final String pageId;
    private final Timestamps times;
    private final ComponentMapper components;
    private final NoticeMapper notices;
    /** By the identity of the incident, as long as no component changes: an event changes one of many. */
    private final Cache<Incident, Notice> made =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    private List<Component> known = List.of();
    private List<Part> parts = List.of();

    public StatuspageFiles(Company company) {
        this.company = company;
        this.pageId = Sha256.hex(company.statusPage().toString()).substring(0, 12);
        this.times = new Timestamps(company.timeZone());
        this.components = new ComponentMapper(pageId, times);
        this.notices = new NoticeMapper(
                pageId, times, new Links(company), company.language().tag());
    }

    @SuppressWarnings("ReferenceEquality") // the model makes a new list when a component changes
    public List<DerivedFile> of(SiteModel model) {
        Page page = new Page(
                pageId,
                company.name(),
                company.statusPage().toString(),
                company.timeZone().getId(),
                times.of(model.changedAt()));
        Overall overall = overall(model.overall());
        if (model.components() != known) {
            known = model.components();
            parts = components.parts(known);
            made.invalidateAll();
        }
        Function<Incident, Notice> mapper = noticeMapper();
        List<Notice> unresolved = notices(model.openIncidents().stream(), mapper);
        List<Notice> upcoming = notices(model.upcomingMaintenances().stream(), mapper);
        List<Notice> active = notices(model.activeMaintenances().stream(), mapper);

        return List.of(
                file("status", new StatusDocument(page, overall)),
                file("components", new ComponentsDocument(page, parts)),
                file(
                        "summary",
                        new Summary(
                                page,
                                parts,
                                unresolved,
                                Stream.concat(active.stream(), upcoming.stream())
                                        .toList(),
                                overall)),
                file("incidents", new IncidentsDocument(page, newest(model, IncidentKind.INCIDENT, mapper))),
                file("incidents/unresolved", new IncidentsDocument(page, unresolved)),
                file(
                        "scheduled-maintenances",
                        new MaintenancesDocument(page, newest(model, IncidentKind.MAINTENANCE, mapper))),
                file("scheduled-maintenances/upcoming", new MaintenancesDocument(page, upcoming)),
                file("scheduled-maintenances/active", new MaintenancesDocument(page, active)));
    }

    private static DerivedFile file(String name, Object document) {
        return new DerivedFile(new SitePath(FOLDER + name + ".json"), document, () -> JsonText.bytes(document));
    }

    private static List<Notice> newest(SiteModel model, IncidentKind kind, Function<Incident, Notice> mapper) {
        return notices(model.newest(kind, MOST), mapper);
    }

    private Function<Incident, Notice> noticeMapper() {
        Map<String, Part> byId = parts.stream().collect(Collectors.toMap(Part::id, Function.identity()));
        Map<String, @Nullable String> groups = new HashMap<>();
        known.forEach(component -> groups.put(component.id(), component.group()));
        return incident ->
                Objects.requireNonNull(made.get(incident, key -> notices.notice(incident, byId, groups::get)));
    }

    private static List<Notice> notices(Stream<Incident> incidents, Function<Incident, Notice> mapper) {
        return incidents.limit(MOST).map(mapper).toList();
    }

    /** Statuspage has no word for an incident that is only monitored; it counts as minor. */
    private static Overall overall(OverallStatus status) {
        return switch (status) {
            case OPERATIONAL, NOTICE -> new Overall("none", "All Systems Operational");
            case MAINTENANCE -> new Overall("maintenance", "Service Under Maintenance");
            case MONITORING, MINOR -> new Overall("minor", "Partially Degraded Service");
            case MAJOR -> new Overall("major", "Partial System Outage");
            case CRITICAL -> new Overall("critical", "Major Service Outage");
        };
    }
}
