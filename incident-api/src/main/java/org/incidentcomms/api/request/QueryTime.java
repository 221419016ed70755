package org.incidentcomms.api.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.incidentcomms.api.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A time as a query parameter: RFC 3339 with an offset, years 1970 to 9999. */
public final class QueryTime {
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private QueryTime() {}

    /** Null where there is none; 422 names the parameter. */
    public static @Nullable Instant of(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
                throw new DateTimeException("out of range");
            }
            return time;
        } catch (DateTimeException e) {
            throw Problems.invalid(parameter, "must be a time as in RFC 3339, with offset, from 1970 to 9999");
        }
    }
}
