package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.AudienceRules;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.incident.UpdateTranslation;
import org.incidentcomms.api.maintenance.Maintenances.MaintenanceConfig;
import org.incidentcomms.api.request.LanguageTag;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.GroupId;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.jspecify.annotations.Nullable;

/** Announces a maintenance. */
public record AnnounceMaintenance(
        @NotNull @SingleLine(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "ClickTime – Scheduled Maintenance")
        String title,

        @NotNull @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown. The window is added by every channel and need not be repeated.",
                examples = "The system is undergoing important maintenance to improve security and performance.")
        String message,

        @NotNull @Schema(examples = "2028-08-05T10:00:00-07:00")
        Instant startsAt,

        @NotNull @Schema(examples = "2028-08-05T16:00:00-07:00")
        Instant endsAt,

        @Nullable @SingleLine(max = TextRules.NAME)
        @Schema(
                maxLength = TextRules.NAME,
                description = "IANA zone in which the window is displayed. Default: the company's zone.",
                examples = "America/Los_Angeles")
        String timeZone,

        @Nullable @Schema(description = "none where absent: it is planned.")
        Impact impact,

        @Nullable @Size(max = 100) @Schema(description = "Ids of the affected components.", examples = "[\"cmp_01jd3v8m2k7q9x4r5t6w8y0z1a\"]")
        List<@NotNull @SingleLine(max = TextRules.ID) String> components,

        @Nullable @Size(max = ScheduleRequest.MOST_REMINDERS) @Schema(
                description = "When to send reminders before the start: distinct ISO-8601 durations from PT5M to "
                        + "P30D. Reminders that are already due when the maintenance is announced are dropped.",
                examples = "[\"P1D\", \"PT1H\"]")
        List<@NotNull @SingleLine(max = TextRules.NAME) String> reminders,

        @Nullable @Schema(
                description = "Start automatically at starts_at and set the components to under_maintenance. "
                        + "Default: the setting MAINTENANCE_AUTO_START, else false.")
        Boolean autoStart,

        @Nullable @Schema(
                description = "Complete automatically at ends_at, if it has started, and restore the components. "
                        + "Default: the setting MAINTENANCE_AUTO_COMPLETE, else false.")
        Boolean autoComplete,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Message of the automatic start. Default: a standard sentence.")
        String startMessage,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Message of the automatic completion. Default: a standard sentence.")
        String completeMessage,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(maxLength = TextRules.MESSAGE, description = "Message of the reminders. Default: a standard sentence.")
        String reminderMessage,

        @Nullable @SingleLine(max = ScheduleRequest.LONGEST_RULE)
        @Schema(
                maxLength = ScheduleRequest.LONGEST_RULE,
                description = "RRULE (RFC 5545) with starts_at as its first date; at most daily; COUNT, UNTIL or no "
                        + "end. Each occurrence is a maintenance of its own, announced when the previous one has "
                        + "started or was cancelled. The local time stays the same across daylight-saving "
                        + "changes.",
                examples = "FREQ=MONTHLY;BYDAY=1SA")
        String recurrence,

        @Nullable @SingleLine(max = TextRules.NAME)
        @Schema(
                maxLength = TextRules.NAME,
                description = "How long before its start the next occurrence is announced. Default: P7D.",
                examples = "P7D")
        String announceBefore,

        @Nullable @SingleLine(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TITLES, examples = "{\"de\": \"Langsame Anmeldung\"}")
        Map<@LanguageTag String, @NotNull @SingleLine(max = TextRules.TITLE) String> titleTranslations,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TRANSLATIONS, examples = UpdateTranslation.EXAMPLE)
        Map<@LanguageTag String, @NotNull @Valid UpdateTranslation> translations,

        @Nullable @UniqueElements(message = AudienceRules.TWICE)
        @Size(min = 1, max = GroupId.MOST_IN_AUDIENCE) @Schema(description = AudienceRules.AUDIENCE, examples = "[\"eu-data-centre\"]")
        List<@NotNull @Pattern(regexp = GroupId.PATTERN, message = AudienceRules.GROUP) String> audience,

        @JsonProperty("public") @Nullable @Schema(description = AudienceRules.PUBLIC)
        Boolean publicly,

        @Nullable @Schema(
                implementation = String.class,
                enumeration = {"draft", "scheduled", "published"},
                description = "Default: published. A draft is stored and sent to nobody; a scheduled draft is "
                        + "published at publish_at.")
        Publication publication,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = DraftCommand.PUBLISH_AT)
        Instant publishAt,

        @Nullable @Pattern(regexp = DraftCommand.HOLD, message = DraftCommand.NO_HOLD) @Schema(description = DraftCommand.PUBLISH_AFTER, examples = "PT10S")
        String publishAfter)
        implements DraftCommand {

    @Override
    public Map<String, String> textsByField() {
        Map<String, String> texts = words().byField(title, titleTranslations);
        texts.putAll(AutomaticMessages.byField(startMessage, completeMessage, reminderMessage));
        return texts;
    }

    UpdateContent words() {
        return new UpdateContent(message, headline, author, notified, texts, translations);
    }

    @Override
    public Impact expectedImpact(@Nullable Incident about) {
        return impact == null ? Impact.NONE : impact;
    }

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

    List<String> named() {
        return components == null ? List.of() : components;
    }
}
