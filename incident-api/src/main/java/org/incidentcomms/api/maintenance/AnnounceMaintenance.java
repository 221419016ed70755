package org.incidentcomms.api.maintenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.incident.Publication;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.maintenance.Maintenances.MaintenanceConfig;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;
import org.jspecify.annotations.Nullable;

/** Tell of work to come. */
public record AnnounceMaintenance(
        @NotNull @SingleLine(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "ClickTime – Scheduled Maintenance")
        String title,

        @NotNull @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown. The window is told beside it, so it need not be repeated.",
                examples = "The system is undergoing important maintenance to improve security and performance.")
        String message,

        @NotNull @Schema(examples = "2028-08-05T10:00:00-07:00")
        Instant startsAt,

        @NotNull @Schema(examples = "2028-08-05T16:00:00-07:00")
        Instant endsAt,

        @Nullable @SingleLine(max = TextRules.NAME)
        @Schema(
                maxLength = TextRules.NAME,
                description = "The IANA zone in which the window is told; the company's where absent.",
                examples = "America/Los_Angeles")
        String timeZone,

        @Nullable @Schema(description = "none where absent: it is planned.")
        Impact impact,

        @Nullable @Size(max = 100) @Schema(description = "Ids of the components it concerns.", examples = "[\"cmp_01jd3v8m2k7q9x4r5t6w8y0z1a\"]")
        List<@NotNull @SingleLine(max = TextRules.ID) String> components,

        @Nullable @Size(max = ScheduleRequest.MOST_REMINDERS) @Schema(
                description = "How long before the start to remind people: ISO-8601 durations from PT5M to P30D, all"
                        + " different. Those whose moment has passed when it is announced are dropped.",
                examples = "[\"P1D\", \"PT1H\"]")
        List<@NotNull @SingleLine(max = TextRules.NAME) String> reminders,

        @Nullable @Schema(
                description = "Whether it starts by itself at starts_at, which puts its components under maintenance;"
                        + " false where absent, or what MAINTENANCE_AUTO_START says.")
        Boolean autoStart,

        @Nullable @Schema(
                description =
                        "Whether it is completed by itself at ends_at, if it has begun, which brings its components"
                                + " back; false where absent, or what MAINTENANCE_AUTO_COMPLETE says.")
        Boolean autoComplete,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Told when it starts by itself, instead of a plain sentence.")
        String startMessage,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(maxLength = TextRules.MESSAGE, description = "Told when it is completed by itself.")
        String completeMessage,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(maxLength = TextRules.MESSAGE, description = "Told as the reminders' text.")
        String reminderMessage,

        @Nullable @SingleLine(max = ScheduleRequest.LONGEST_RULE)
        @Schema(
                maxLength = ScheduleRequest.LONGEST_RULE,
                description =
                        "An RRULE (RFC 5545) of which starts_at is the first date: at most daily, with COUNT or UNTIL"
                                + " or without end. Each occurrence is a maintenance of its own, announced when the one before"
                                + " has begun or was cancelled; times stay the same on the wall when the clocks change.",
                examples = "FREQ=MONTHLY;BYDAY=1SA")
        String recurrence,

        @Nullable @SingleLine(max = TextRules.NAME)
        @Schema(
                maxLength = TextRules.NAME,
                description = "How long before its start the next occurrence is announced; P7D where absent.",
                examples = "P7D")
        String announceBefore,

        @Nullable @SingleLine(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Schema(
                implementation = String.class,
                enumeration = {"draft", "scheduled", "published"},
                description = "published where absent; a draft is kept for later and told to nobody, a scheduled one"
                        + " until publish_at.")
        Publication publication,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = DraftCommand.PUBLISH_AT)
        Instant publishAt)
        implements DraftCommand {

    UpdateContent words() {
        return new UpdateContent(message, headline, author, notified, texts);
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
