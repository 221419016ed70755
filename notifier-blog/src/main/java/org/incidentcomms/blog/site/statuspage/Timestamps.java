package org.incidentcomms.blog.site.statuspage;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Times with milliseconds and the offset of the page's zone, {@code Z} only if the zone is UTC. */
final class Timestamps {
    private final ZoneId zone;
    private final DateTimeFormatter format;

    Timestamps(ZoneId zone) {
        this.zone = zone;
        this.format = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS")
                .appendOffset("+HH:MM", zone.normalized().equals(ZoneOffset.UTC) ? "Z" : "+00:00")
                .toFormatter(Locale.ROOT)
                .withZone(zone);
    }

    String of(Instant instant) {
        return format.format(instant);
    }

    String date(Instant instant) {
        return instant.atZone(zone).toLocalDate().toString();
    }
}
