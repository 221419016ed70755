package org.incidentcomms.api.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The accepted times: RFC 3339 with an offset, and years that every database, calendar and JSON parser supports. */
public final class Rfc3339 {
    /** The message for a rejected time. */
    static final String RULE = "must be a time as in RFC 3339, with offset, from 1970 to 9999";

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Rfc3339() {}

    /** Empty if it is invalid or outside these years. */
    static Optional<Instant> read(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time as a query parameter: null if absent; 422 names the parameter. */
    public static @Nullable Instant parameter(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return read(text).orElseThrow(() -> Problems.invalid(name, RULE));
    }
}
