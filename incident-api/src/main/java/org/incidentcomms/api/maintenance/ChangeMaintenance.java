package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.maintenance.Maintenances.MaintenanceConfig;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.AffectedComponent;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Window;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What of a maintenance can be changed. Another window is told to customers, and other components where words are given
 * with them; title, impact and what it does by itself change without a word, so words for these alone are refused.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeMaintenance(
        @NotNull @SingleLine(max = TextRules.TITLE) @Schema(maxLength = TextRules.TITLE)
        String title,

        @NotNull Impact impact,

        @NotNull @Schema(examples = "2028-08-12T10:00:00-07:00")
        Instant startsAt,

        @NotNull @Schema(examples = "2028-08-12T16:00:00-07:00")
        Instant endsAt,

        @NotNull @SingleLine(max = TextRules.NAME) @Schema(maxLength = TextRules.NAME)
        String timeZone,

        @Nullable @Size(max = 100) @Schema(
                description = "The complete new list of affected components. If the maintenance has started, added "
                        + "components become under_maintenance and removed ones are restored. Announced with a "
                        + "message or a new window; otherwise only the status page shows the change.",
                examples = "[\"cmp_01jd3v8m2k7q9x4r5t6w8y0z1a\"]")
        List<@NotNull @SingleLine(max = TextRules.ID) String> components,

        @Nullable @Size(max = ScheduleRequest.MOST_REMINDERS) @Schema(examples = "[\"P1D\", \"PT1H\"]")
        List<@NotNull @SingleLine(max = TextRules.NAME) String> reminders,

        @Nullable Boolean autoStart,
        @Nullable Boolean autoComplete,

        @Nullable @MultiLine(max = TextRules.MESSAGE) @Schema(maxLength = TextRules.MESSAGE)
        String startMessage,

        @Nullable @MultiLine(max = TextRules.MESSAGE) @Schema(maxLength = TextRules.MESSAGE)
        String completeMessage,

        @Nullable @MultiLine(max = TextRules.MESSAGE) @Schema(maxLength = TextRules.MESSAGE)
        String reminderMessage,

        @Nullable @SingleLine(max = ScheduleRequest.LONGEST_RULE)
        @Schema(
                maxLength = ScheduleRequest.LONGEST_RULE,
                description = "A new rule applies from this occurrence on; null ends the series with it.",
                examples = "FREQ=MONTHLY;BYDAY=1SA")
        String recurrence,

        @Nullable @SingleLine(max = TextRules.NAME) @Schema(maxLength = TextRules.NAME, examples = "P7D")
        String announceBefore,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Message of the announcement of the new window or components.")
        String message,

        @Nullable @SingleLine(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts) {

    static ChangeMaintenance of(Incident maintenance, Window window, AutomationPlan plan) {
        AutomationPlan.Series series = plan.series();
        return new ChangeMaintenance(
                maintenance.title(),
                maintenance.impact(),
                window.startsAt(),
                window.endsAt(),
                window.timeZone().getId(),
                maintenance.components().stream().map(AffectedComponent::id).toList(),
                plan.reminders(),
                plan.autoStart(),
                plan.autoComplete(),
                plan.startMessage(),
                plan.completeMessage(),
                plan.reminderMessage(),
                series == null || series.ended() ? null : series.rule(),
                series == null || series.ended() ? null : series.announceBefore(),
                null,
                null,
                null,
                null,
                null);
    }

    /** What null takes away is as if it had never been asked for. */
    ScheduleRequest plan(MaintenanceConfig usual) {
        return new ScheduleRequest(
                reminders == null ? List.of() : reminders,
                autoStart == null ? usual.autoStart() : autoStart,
                autoComplete == null ? usual.autoComplete() : autoComplete,
                startMessage,
                completeMessage,
                reminderMessage,
                recurrence,
                announceBefore == null ? usual.announceBefore() : announceBefore);
    }

    /** 422 where it is none that could be told. */
    Window window() {
        if (!endsAt.isAfter(startsAt)) {
            throw Problems.invalid("ends_at", "must be after starts_at");
        }
        return new Window(startsAt, endsAt, WindowRules.zone(timeZone));
    }

    List<String> concerned() {
        return components == null ? List.of() : components;
    }

    boolean hasWords() {
        return message != null || headline != null || author != null || notified != null || texts != null;
    }

    /** Those given, and for a message that is not given a plain sentence about what {@code after} concerns. */
    UpdateContent wordsOfComponents(Incident after) {
        String names = after.components().stream().map(AffectedComponent::name).collect(Collectors.joining(", "));
        String sentence = names.isEmpty()
                ? "This maintenance affects no particular component."
                : "This maintenance affects: " + names + ".";
        return new UpdateContent(message == null ? sentence : message, headline, author, notified, texts);
    }

    /** Those given, and for what is not given a plain sentence and a headline about the move. */
    UpdateContent words(Incident before, Window old) {
        boolean isMoved = !startsAt.equals(old.startsAt()) || endsAt.equals(old.endsAt());
        boolean isLonger = endsAt.isAfter(old.endsAt());
        String sentence = isMoved
                ? "This maintenance takes place at another time."
                : isLonger
                        ? "This maintenance takes longer than planned."
                        : "This maintenance ends earlier than planned.";
        String what = isMoved ? "Rescheduled" : isLonger ? "Extended" : "Shortened";
        return new UpdateContent(
                message == null ? sentence : message,
                headline == null ? AutomaticMessages.headline(what, before) : headline,
                author,
                notified,
                texts);
    }
}
