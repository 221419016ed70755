package org.incidentcomms.api.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.AutomationPlanStore;
import org.incidentcomms.api.maintenance.schedule.ScheduleReconciler;
import org.incidentcomms.api.maintenance.schedule.ScheduleStore;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Revision;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/** Updates plan and actions in the transaction that changes the maintenance. */
@ApplicationScoped
class AutomationPlans implements Redactable {
    private final AutomationPlanStore store;
    private final ScheduleStore schedule;
    private final Idempotency answers;
    private final Audit audit;

    AutomationPlans(AutomationPlanStore store, ScheduleStore schedule, Idempotency answers, Audit audit) {
        this.store = store;
        this.schedule = schedule;
        this.answers = answers;
        this.audit = audit;
    }

    AutomationPlan of(String maintenanceId) {
        return store.of(maintenanceId);
    }

    /** Ids of those of a series that have not ended, or will have a further occurrence. */
    List<String> aliveOfSeries(String seriesId) {
        return store.aliveOfSeries(seriesId);
    }

    /** Reconciles the pending actions after a manual change. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void follow(Incident maintenance, AutomationPlan plan, Instant now) {
        Window window = Objects.requireNonNull(maintenance.window(), maintenance.id());
        store.save(maintenance.id(), window, plan);
        List<ScheduledAction> known = schedule.of(maintenance.id());
        List<ScheduledAction> all =
                ScheduleReconciler.after(maintenance, plan, known, nextDue(maintenance, window, plan), now);
        schedule.save(
                maintenance.id(),
                all.stream().filter(one -> !known.contains(one)).toList());
    }

    /** As {@link #follow(Incident, AutomationPlan, Instant)}, and adds an audit entry if the plan changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void follow(Incident maintenance, AutomationPlan plan, Instant now, AutomationPlan before, Caller caller) {
        follow(maintenance, plan, now);
        if (!plan.equals(before)) {
            audit.record(
                    caller,
                    now,
                    "maintenance.planned",
                    maintenance.id(),
                    maintenance.version(),
                    audited(before),
                    audited(plan));
        }
    }

    /** Removes the pending actions and texts of a withdrawn maintenance. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.forgetWords(id);
        schedule.removePending(id, "The resource was withdrawn.");
    }

    /**
     * Removes the text of a withdrawn update from the plans of this maintenance and of others in its series: it is
     * compared with the plan's original texts, even if a late notice or a correction has changed the update.
     */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redactUpdate(String maintenanceId, Update update) {
        List<String> said = Stream.concat(
                        Stream.of(update.message()), update.history().stream().map(Revision::message))
                .toList();
        for (String id : lockedSeries(maintenanceId)) {
            AutomationPlan before = of(id);
            AutomationPlan left = before.without(
                    words -> said.stream().anyMatch(message -> message.startsWith(TextRules.tidy(words))));
            if (!left.equals(before)) {
                store.replace(id, left);
                answers.redact(id);
            }
        }
    }

    /**
     * An occurrence is announced under the lock of the previous one, so a query that finds no new one has found all.
     */
    private List<String> lockedSeries(String maintenanceId) {
        List<String> locked = List.of();
        List<String> all = store.lockSeriesOf(maintenanceId);
        while (all.size() > locked.size()) {
            locked = all;
            all = store.lockSeriesOf(maintenanceId);
        }
        return all;
    }

    private static Map<String, Object> audited(AutomationPlan plan) {
        AutomationPlan.Series series = plan.series();
        return Map.of(
                "reminders", plan.reminders(),
                "auto_start", plan.autoStart(),
                "auto_complete", plan.autoComplete(),
                "recurrence", series == null || series.ended() ? "" : series.rule());
    }

    /** As {@link #follow(Incident, AutomationPlan, Instant)}, with the plan it has. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void follow(Incident maintenance, Instant now) {
        follow(maintenance, of(maintenance.id()), now);
    }

    /**
     * When the next occurrence is announced: the requested time ahead, but not before this one begins or is cancelled,
     * so that one occurrence of a series is upcoming at a time.
     */
    private static @Nullable Instant nextDue(Incident maintenance, Window window, AutomationPlan plan) {
        AutomationPlan.Series series = plan.series();
        if (series == null) {
            return null;
        }
        Instant ended = maintenance.resolvedAt();
        Instant earliest = ended != null && ended.isBefore(window.startsAt()) ? ended : window.startsAt();
        return series.nextAnnounced()
                .map(announced -> announced.isBefore(earliest) ? earliest : announced)
                .orElse(null);
    }
}
