package org.incidentcomms.email.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The last item of the previous page. */
record DeliveryPosition(long plan, long recipient) {
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    /** 422 if it is no cursor. */
    static DeliveryPosition of(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return new DeliveryPosition(Long.MAX_VALUE, 0);
        }
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw Problems.invalid("cursor", "must be the next_cursor of an earlier response");
        }
        return new DeliveryPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    String cursor() {
        return plan + "." + recipient;
    }
}
