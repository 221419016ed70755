package org.incidentcomms.blog.site.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A VTIMEZONE that is valid for a span of time: one observance for the offset at its beginning and one for each change
 * within it. Made of the Java platform's time zone data, which also places the times on the pages.
 */
final class ZoneDefinition {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private final ZoneId zone;

    ZoneDefinition(ZoneId zone) {
        this.zone = zone;
    }

    static boolean isUtc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** Appends the definition for times from {@code first} to {@code last}. */
    void append(ContentLines lines, Instant first, Instant last) {
        ZoneRules rules = zone.getRules();
        lines.line("BEGIN", "VTIMEZONE").line("TZID", zone.getId());
        @Nullable ZoneOffsetTransition change = rules.previousTransition(first.plusSeconds(1));
        if (change == null) {
            observance(
                    lines, Instant.EPOCH.atZone(ZoneOffset.UTC), rules.getOffset(first), rules.getOffset(first), first);
            change = rules.nextTransition(first);
        }
        while (change != null && !change.getInstant().isAfter(last)) {
            observance(
                    lines,
                    change.getDateTimeBefore(),
                    change.getOffsetBefore(),
                    change.getOffsetAfter(),
                    change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        lines.line("END", "VTIMEZONE");
    }

    private void observance(
            ContentLines lines, Temporal localStart, ZoneOffset before, ZoneOffset after, Instant inForce) {
        String kind = zone.getRules().isDaylightSavings(inForce) ? "DAYLIGHT" : "STANDARD";
        lines.line("BEGIN", kind)
                .line("DTSTART", LOCAL.format(localStart))
                .line("TZOFFSETFROM", offset(before))
                .line("TZOFFSETTO", offset(after))
                .text("TZNAME", name(inForce))
                .line("END", kind);
    }

    private String name(Instant at) {
        return DateTimeFormatter.ofPattern("zzz", Locale.US).withZone(zone).format(at);
    }

    /** {@code +HHMM}, or {@code +HHMMSS} where the offset has seconds. */
    private static String offset(ZoneOffset offset) {
        String id = offset.getId().replace(":", "");
        return id.equals("Z") ? "+0000" : id;
    }
}
