package org.incidentcomms.api.request;

import java.time.Instant;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A time as a query parameter: see {@link Rfc3339}. */
public final class QueryTime {
    private QueryTime() {}

    /** Null where there is none; 422 names the parameter. */
    public static @Nullable Instant of(String parameter, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return Rfc3339.read(text).orElseThrow(() -> Problems.invalid(parameter, Rfc3339.RULE));
    }
}
