package org.incidentcomms.kit.wording;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.MaintenanceCancelled;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceRescheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.Window;
import org.incidentcomms.events.WindowSentence;

/**
 * A maintenance's window as a separate line, in several lengths.
 *
 * @param sentence the window alone, without a full stop, as a message may already contain it
 * @param forms longest first; the last is "Sat, Aug 5, 10:00 am – 4:00 pm PDT (GMT -07:00)."
 */
public record WindowLine(String sentence, List<String> forms) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, MMM d, ", Locale.US);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, MMM d, uuuu, ", Locale.US);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm", Locale.US);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.US);

    public WindowLine {
        forms = List.copyOf(forms);
    }

    /** Empty if the window is not news: for an incident, an intermediate update, a completed maintenance. */
    public static Optional<WindowLine> of(AnnouncementContent tidings) {
        Window window = tidings.incident().window();
        if (window == null) {
            return Optional.empty();
        }
        Announcement said = tidings.announcement();
        return switch (said) {
            case MaintenanceScheduled scheduled -> Optional.of(of(tidings, "", window));
            case MaintenanceReminded reminded -> Optional.of(of(tidings, "", window));
            case MaintenanceStarted started -> Optional.of(of(tidings, "", window));
            case MaintenanceRescheduled moved -> Optional.of(of(tidings, "Now ", window));
            case MaintenanceCancelled cancelled -> Optional.of(of(tidings, "No longer ", window));
            default -> Optional.empty();
        };
    }

    private static WindowLine of(AnnouncementContent tidings, String prefix, Window window) {
        Instant toldAt = tidings.incident().updatedAt();
        String sentence = WindowSentence.of(window, toldAt);
        String alone = prefix + sentence;
        Set<String> forms = new LinkedHashSet<>();
        tidings.when().ifPresent(forms::add);
        forms.add(Character.toUpperCase(alone.charAt(0)) + alone.substring(1));
        forms.add(prefix + brief(window, WindowSentence.namesYear(window, toldAt)));
        return new WindowLine(sentence, forms.stream().map(form -> form + ".").toList());
    }

    private static String brief(Window window, boolean year) {
        DateTimeFormatter day = year ? DATE : DAY;
        ZonedDateTime start = window.startsAt().atZone(window.timeZone());
        ZonedDateTime end = window.endsAt().atZone(window.timeZone());
        boolean sameDay = start.toLocalDate().equals(end.toLocalDate());
        boolean sameOffset = start.getOffset().equals(end.getOffset());
        return day.format(start) + clock(start) + (sameOffset ? "" : zone(start)) + " – "
                + (sameDay ? "" : day.format(end)) + clock(end) + zone(end);
    }

    private static String clock(ZonedDateTime at) {
        return CLOCK.format(at) + (at.getHour() < 12 ? " am" : " pm");
    }

    private static String zone(ZonedDateTime at) {
        String offset = " (GMT " + (at.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : at.getOffset()) + ")";
        String name = ZONE.format(at);
        boolean named = Character.isLetter(name.charAt(0)) && !name.startsWith("GMT");
        return named ? " " + name + offset : offset;
    }
}
