package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.incidentcomms.api.incident.IncidentPresenter;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.ListItem;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.AutomationPlanStore;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.api.request.Responses;
import org.incidentcomms.events.IncidentKind;
import org.jspecify.annotations.Nullable;

/** Creates the API's representations of maintenances: those of incidents, with their plan. */
@ApplicationScoped
public class MaintenancePresenter {
    private final IncidentPresenter incidents;
    private final IncidentRepository archive;
    private final AutomationPlanStore plans;
    private final ScheduleStore schedule;

    MaintenancePresenter(
            IncidentPresenter incidents,
            IncidentRepository archive,
            AutomationPlanStore plans,
            ScheduleStore schedule) {
        this.incidents = incidents;
        this.archive = archive;
        this.plans = plans;
        this.schedule = schedule;
    }

    /** One of them, or its draft, or 404. */
    Response one(String id) {
        return archive.find(IncidentKind.MAINTENANCE, id)
                .map(this::one)
                .orElseGet(() -> incidents.one(IncidentKind.MAINTENANCE, id));
    }

    Response one(StoredIncident stored) {
        return Responses.ok(view(stored), IncidentPresenter.etag(stored));
    }

    /** 201 after it was announced. */
    Response made(StoredIncident stored) {
        String path = IncidentPresenter.pathOf(stored.document());
        return Responses.created(path, view(stored), IncidentPresenter.etag(stored));
    }

    /** Lists the published ones, or the drafts. */
    Page<ListItem> list(MaintenanceQuery wish, @Nullable String publication) {
        return publication == null || publication.equals("published")
                ? published(wish)
                : incidents.list(IncidentKind.MAINTENANCE, publication, null, wish.page());
    }

    private Page<ListItem> published(MaintenanceQuery wish) {
        List<String> ids = plans.calendar(
                wish.statuses(),
                wish.from(),
                wish.to(),
                wish.isSoonestFirst(),
                wish.page().after(),
                wish.page().toFetch());
        Map<String, AutomationPlan> planOf = plans.of(ids);
        Map<String, List<ScheduledAction>> scheduleOf = schedule.of(ids);
        List<IncidentView> lines = incidents.listed(IncidentKind.MAINTENANCE, ids);
        return wish.page()
                .page(
                        lines,
                        IncidentView::id,
                        line -> MaintenanceView.of(
                                line,
                                planOf.getOrDefault(line.id(), AutomationPlan.NONE),
                                scheduleOf.getOrDefault(line.id(), List.of())));
    }

    private MaintenanceView view(StoredIncident stored) {
        String id = stored.document().id();
        return MaintenanceView.of(incidents.view(stored), plans.of(id), schedule.of(id));
    }
}
