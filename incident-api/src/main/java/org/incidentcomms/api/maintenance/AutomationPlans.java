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

/** Keeps plan and transitions in step with the maintenance, in the transaction that changes it. */
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

    /** Ids of those of a series that are not over, or that will bring forth another. */
    List<String> aliveOfSeries(String seriesId) {
        return store.aliveOfSeries(seriesId);
    }

    /** After something was changed or said by hand: what is still to happen by itself. */
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

    /** As {@link #follow(Incident, AutomationPlan, Instant)}, and the audit trail tells a plan that is another than before. */
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

    /** A withdrawn maintenance does nothing more by itself, and keeps none of the words it would have said. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String id) {
        store.forgetWords(id);
        schedule.removePending(id, "The resource was withdrawn.");
    }

    /**
     * What a withdrawn update said is told no more by itself, neither by this maintenance nor by another of its series: the
     * words of the plan it began with are gone, and a late notice or a correction has not changed that they were these.
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

    /** An occurrence is announced under the lock of the one before it, so a look that finds no new one has found all. */
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
     * When the next occurrence is announced: so long ahead as was asked for, but not before this one begins or is taken
     * back, so that one of a series is to come at a time.
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
