package org.incidentcomms.twitter.post;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.WindowSentence;

/**
 * A maintenance's window as a line of its own, in two lengths.
 *
 * @param full "Saturday, August 5th, between 10:00 am and 4:00 pm Pacific Daylight Time (GMT -07:00)."
 * @param brief "Sat, Aug 5, 10:00 am – 4:00 pm PDT (GMT -07:00)."
 */
record WindowLine(String full, String brief) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, MMM d, ", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm ", Locale.US);
    private static final DateTimeFormatter HALF = DateTimeFormatter.ofPattern("a", Locale.US);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern(" zzz", Locale.US);

    static WindowLine of(String prefix, Window window) {
        String sentence = WindowSentence.of(window);
        String full =
                prefix.isEmpty() ? sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) : sentence;
        return new WindowLine(prefix + full + ".", prefix + brief(window) + ".");
    }

    private static String brief(Window window) {
        ZonedDateTime start = window.startsAt().atZone(window.timeZone());
        ZonedDateTime end = window.endsAt().atZone(window.timeZone());
        boolean sameDay = start.toLocalDate().equals(end.toLocalDate());
        boolean sameOffset = start.getOffset().equals(end.getOffset());
        return DAY.format(start) + time(start) + (sameOffset ? "" : zone(start)) + " – "
                + (sameDay ? "" : DAY.format(end)) + time(end) + zone(end);
    }

    private static String time(ZonedDateTime at) {
        return TIME.format(at) + HALF.format(at).toLowerCase(Locale.ROOT);
    }

    private static String zone(ZonedDateTime at) {
        String name = ZONE.format(at);
        String offset = at.getOffset().getTotalSeconds() == 0
                ? "+00:00"
                : at.getOffset().getId();
        boolean named = name.chars().anyMatch(Character::isLetter) && !name.contains("GMT");
        return (named ? name : "") + " (GMT " + offset + ")";
    }
}
