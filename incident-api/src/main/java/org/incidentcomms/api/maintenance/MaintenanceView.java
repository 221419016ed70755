package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.incident.ListItem;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.ScheduledAction;
import org.jspecify.annotations.Nullable;

/** A maintenance in the API: an incident's fields and the automatic actions. */
@Schema(name = "Maintenance")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MaintenanceView(
        @JsonUnwrapped @JsonInclude(JsonInclude.Include.ALWAYS)
        IncidentView maintenance,

        List<String> reminders,
        boolean autoStart,
        boolean autoComplete,
        @Nullable String startMessage,
        @Nullable String completeMessage,
        @Nullable String reminderMessage,
        @Nullable String recurrence,
        @Nullable String announceBefore,

        @Schema(description = "Shared by all occurrences of a recurring maintenance.") @Nullable String seriesId,

        @Schema(description = "Scheduled actions and their results, in order.")
        List<Due> schedule)
        implements ListItem {

    /** One automatic action. */
    @Schema(name = "ScheduledTransition")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Due(
            @Schema(description = "next: announces the next occurrence.")
            ScheduledAction.Kind kind,

            @Schema(description = "Reminder only: how long before the start.", examples = "P1D") @Nullable String before,

            Instant dueAt,

            @Schema(description = "dropped: no longer due, so nothing was sent. removed: replaced by a manual action.")
            ScheduledAction.State state,

            @Nullable Instant settledAt,

            @Schema(description = "Why it was dropped or removed, or what blocks it.") @Nullable String reason) {

        static Due of(ScheduledAction transition) {
            return new Due(
                    transition.kind(),
                    transition.leadTime().isEmpty() ? null : transition.leadTime(),
                    transition.dueAt(),
                    transition.state(),
                    transition.settledAt(),
                    transition.reason());
        }
    }

    static MaintenanceView of(IncidentView maintenance, AutomationPlan plan, List<ScheduledAction> schedule) {
        AutomationPlan.Series series = plan.series();
        return new MaintenanceView(
                maintenance,
                plan.reminders(),
                plan.autoStart(),
                plan.autoComplete(),
                plan.startMessage(),
                plan.completeMessage(),
                plan.reminderMessage(),
                series == null || series.ended() ? null : series.rule(),
                series == null || series.ended() ? null : series.announceBefore(),
                series == null ? null : series.id(),
                schedule.stream().map(Due::of).toList());
    }
}
