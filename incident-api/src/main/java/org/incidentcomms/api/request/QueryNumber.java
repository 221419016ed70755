package org.incidentcomms.api.request;

import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A positive integer as a query parameter. */
public final class QueryNumber {
    private QueryNumber() {}

    /** Returns {@code usual} if it is absent; 400 and 422 name the parameter. */
    public static int of(String parameter, @Nullable String text, int usual, int most) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problems.wrongType(parameter, "must be a whole number");
        }
        if (number < 1 || number > most) {
            throw Problems.invalid(parameter, "must be from 1 to " + most);
        }
        return number;
    }
}
