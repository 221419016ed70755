package org.incidentcomms.events;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Required-field checks, run when a part is created, so that no reader meets a null inside an event. */
final class Preconditions {
    /**
     * Ids and slugs become file names, URLs, Message-IDs and Kafka keys, so characters with a meaning there are
     * excluded.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,199}");

    private Preconditions() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /** Checks an id or slug: 1 to 200 letters, digits, {@code - . _ ~}, the first a letter or digit. */
    static String name(@Nullable String value, String field) {
        String name = present(value, field);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(field + " is not an id or slug");
        }
        return name;
    }

    static String filled(@Nullable String value, String field) {
        String text = present(value, field);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty");
        }
        return text;
    }

    static void positive(long value, String field) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " is not positive");
        }
    }

    static void notNegative(long value, String field) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " is negative");
        }
    }
}
