package org.incidentcomms.api.maintenance;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.api.incident.UpdateContent;
import org.incidentcomms.api.maintenance.schedule.AutomationPlan;
import org.incidentcomms.api.maintenance.schedule.DueActions.Complete;
import org.incidentcomms.api.maintenance.schedule.DueActions.Start;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;
import org.jspecify.annotations.Nullable;

/**
 * Texts of automatic updates: the operator's if given, else a default sentence. A late update says so, whoever wrote
 * its text, and never claims more than was planned.
 */
final class AutomaticMessages {
    private AutomaticMessages() {}

    /** The announcement of an occurrence if the previous one's announcement was withdrawn. */
    static String announcement(Window window, Instant now) {
        return "This maintenance takes place " + WindowSentence.of(window, now) + ".";
    }

    static UpdateContent reminder(Incident maintenance, AutomationPlan plan, Instant now) {
        return words(
                plan.reminderMessage(),
                announcement(window(maintenance), now),
                null,
                headline("Reminder", maintenance));
    }

    static UpdateContent start(Incident maintenance, AutomationPlan plan, Start step, Instant now) {
        Window window = window(maintenance);
        String ours = announced(window, now) + (step.isLate() ? " is in progress." : " has begun.");
        String late = step.isLate() ? "the work was due to begin " + moment(window.startsAt(), window, now) : null;
        return words(plan.startMessage(), ours, late, null);
    }

    static UpdateContent complete(Incident maintenance, AutomationPlan plan, Complete step, Instant now) {
        Window window = window(maintenance);
        String late = null;
        if (step.isLate()) {
            late = "the work was due "
                    + (step.withStart() ? "to begin " + moment(window.startsAt(), window, now) + ", and " : "")
                    + "to end " + moment(window.endsAt(), window, now);
        }
        return words(plan.completeMessage(), announced(window, now) + " is complete.", late, null);
    }

    /** The headline of a status that is unchanged: scheduled before and after. */
    static String headline(String what, Incident maintenance) {
        String headline = what + ": " + maintenance.title();
        return headline.codePointCount(0, headline.length()) <= TextRules.HEADLINE
                ? headline
                : headline.substring(0, headline.offsetByCodePoints(0, TextRules.HEADLINE - 1)) + "…";
    }

    private static String announced(Window window, Instant now) {
        String sentence = WindowSentence.of(window, now);
        return "The maintenance announced for " + (sentence.startsWith("from ") ? "the time " : "") + sentence;
    }

    private static String moment(Instant instant, Window window, Instant now) {
        return WindowSentence.of(instant, window.timeZone(), now);
    }

    /** The operator's texts, by the names of their fields. */
    static Map<String, String> byField(
            @Nullable String startMessage, @Nullable String completeMessage, @Nullable String reminderMessage) {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "start_message", startMessage);
        put(texts, "complete_message", completeMessage);
        put(texts, "reminder_message", reminderMessage);
        return texts;
    }

    private static void put(Map<String, String> texts, String field, @Nullable String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }

    private static UpdateContent words(
            @Nullable String theirs, String ours, @Nullable String late, @Nullable String headline) {
        String message = theirs == null ? ours : theirs;
        return new UpdateContent(
                late == null ? message : message + "\n\nThis notice is late: " + late + ".",
                headline,
                null,
                null,
                null,
                null);
    }

    private static Window window(Incident maintenance) {
        return Objects.requireNonNull(maintenance.window(), maintenance.id());
    }
}
