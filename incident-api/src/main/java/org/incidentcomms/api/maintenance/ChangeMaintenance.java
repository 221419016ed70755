package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.AudienceRules;
import org.incidentcomms.api.incident.EditIncident;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.maintenance.Maintenances.MaintenanceConfig;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.request.LanguageTag;
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
 * A change of a maintenance. A new window is announced, and new components if a message is given; title, impact and
 * automatic actions change without an announcement, so a message for these alone is rejected.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeMaintenance(
        @NotNull @SingleLine(max = TextRules.TITLE) @Schema(maxLength = TextRules.TITLE)
        String title,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(
                description = UpdateTranslation.TITLES + " A changed title drops those that are not changed with it.",
                examples = "{\"de\": \"Wartung der Datenbank\"}")
        Map<@LanguageTag String, @NotNull @SingleLine(max = TextRules.TITLE) String> titleTranslations,

        @NotNull Impact impact,

        @JsonProperty("public") @Nullable @Schema(description = AudienceRules.PUBLIC)
        Boolean publicly,

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
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TRANSLATIONS, examples = UpdateTranslation.EXAMPLE)
        Map<@LanguageTag String, @NotNull @Valid UpdateTranslation> translations) {

    static ChangeMaintenance of(Incident maintenance, Window window, AutomationPlan plan, JsonNode patch) {
        AutomationPlan.Series series = plan.series();
        return new ChangeMaintenance(
                maintenance.title(),
                EditIncident.titlesStillRight(maintenance, patch),
                maintenance.impact(),
                maintenance.publicly(),
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
                null,
                null);
    }

    /** A field set to null becomes as if it was never given. */
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

    /** 422 if the resulting window is invalid. */
    Window window() {
        if (!endsAt.isAfter(startsAt)) {
            throw Problems.invalid("ends_at", "must be after starts_at");
        }
        return new Window(startsAt, endsAt, WindowRules.zone(timeZone));
    }

    /** The texts that customers read, by the names of their fields. */
    Map<String, String> textsByField() {
        Map<String, String> found = UpdateContent.titles(title, titleTranslations);
        UpdateContent announcement =
                new UpdateContent(message == null ? "" : message, headline, author, notified, texts, translations);
        found.putAll(announcement.byField());
        found.putAll(AutomaticMessages.byField(startMessage, completeMessage, reminderMessage));
        return found;
    }

    List<String> concerned() {
        return components == null ? List.of() : components;
    }

    boolean hasWords() {
        return message != null
                || headline != null
                || author != null
                || notified != null
                || texts != null
                || translations != null;
    }

    /** The given content, with a default sentence about the components of {@code after} if there is no message. */
    UpdateContent wordsOfComponents(Incident after) {
        String names = after.components().stream().map(AffectedComponent::name).collect(Collectors.joining(", "));
        String sentence = names.isEmpty()
                ? "This maintenance affects no particular component."
                : "This maintenance affects: " + names + ".";
        return new UpdateContent(message == null ? sentence : message, headline, author, notified, texts, translations);
    }

    /** The given content, with a default sentence and headline about the new window where they are absent. */
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
                texts,
                translations);
    }
}
