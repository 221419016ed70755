package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.incidentcomms.api.access.Answer;
import org.incidentcomms.api.incident.IncidentAnswers;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.Listable;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.maintenance.schedule.Plan;
import org.incidentcomms.api.maintenance.schedule.PlanStore;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.Transition;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.Kind;
import org.jspecify.annotations.Nullable;

/** How maintenances are shown: as incidents are, with their plan. */
@ApplicationScoped
public class MaintenanceAnswers {
    private final IncidentAnswers answers;
    private final IncidentArchive archive;
    private final PlanStore plans;
    private final ScheduleStore schedule;

    MaintenanceAnswers(IncidentAnswers answers, IncidentArchive archive, PlanStore plans, ScheduleStore schedule) {
        this.answers = answers;
        this.archive = archive;
        this.plans = plans;
        this.schedule = schedule;
    }

    /** 200 with one of them, or with its draft, or 404. */
    Response one(String id) {
        return archive.find(Kind.MAINTENANCE, id).map(this::one).orElseGet(() -> answers.one(Kind.MAINTENANCE, id));
    }

    Response one(StoredIncident stored) {
        return changed(stored).toResponse();
    }

    /** 200 after a POST that made nothing new. */
    Answer changed(StoredIncident stored) {
        return planned(answers.changed(stored));
    }

    /** 201 after it was announced. */
    Answer made(StoredIncident stored) {
        return planned(answers.made(stored));
    }

    /** What is published, or the drafts. */
    Page<Listable> list(CalendarWish wish, @Nullable String publication) {
        return publication == null || publication.equals("published")
                ? published(wish)
                : answers.list(Kind.MAINTENANCE, publication, null, wish.page());
    }

    private Page<Listable> published(CalendarWish wish) {
        List<String> ids = plans.calendar(
                wish.statuses(),
                wish.from(),
                wish.to(),
                wish.isSoonestFirst(),
                wish.page().after(),
                wish.page().toFetch());
        Map<String, Plan> planOf = plans.of(ids);
        Map<String, List<Transition>> scheduleOf = schedule.of(ids);
        List<IncidentView> lines = answers.listed(Kind.MAINTENANCE, ids);
        return wish.page()
                .page(
                        lines,
                        IncidentView::id,
                        line -> MaintenanceView.of(
                                line,
                                planOf.getOrDefault(line.id(), Plan.NONE),
                                scheduleOf.getOrDefault(line.id(), List.of())));
    }

    private Answer planned(Answer answer) {
        IncidentView view = (IncidentView) answer.body();
        return new Answer(
                answer.status(),
                answer.location(),
                answer.etag(),
                MaintenanceView.of(view, plans.of(view.id()), schedule.of(view.id())));
    }
}
