package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * One valid row of an import.
 *
 * @param line in the file, from 1
 * @param state as {@link Subscriber#state}
 * @param confirmedAt null if pending
 * @param askedAgain whether the person asked for the mails again, if they left before
 */
record ImportRow(
        long line,
        EmailAddress address,
        Subscriber.State state,
        Preferences preferences,
        List<String> groups,
        @Nullable Instant confirmedAt,
        @Nullable String note,
        Instant createdAt,
        boolean askedAgain) {
    /** {@code id}, {@code listed}, {@code confirmed} and {@code quarantine} are in exports; a row gets a new id. */
    private static final Set<String> FIELDS = Set.of(
            "id",
            "email",
            "state",
            "listed",
            "components",
            "events",
            "groups",
            "language",
            "time_zone",
            "confirmed",
            "confirmed_at",
            "note",
            "created_at",
            "quarantine",
            "asked_again");

    /** Before there was mail; the database knows no year 0. */
    private static final Instant EARLIEST = Instant.EPOCH;

    /** What is wrong with a row: the line and the field, never the value. */
    record Flaw(long line, String field, String message) {}

    /** The row, or empty after adding what is wrong with it to {@code flaws}. */
    static @Nullable ImportRow read(long line, JsonNode fields, Instant now, List<Flaw> flaws) {
        List<Violation> violations = new ArrayList<>();
        fields.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                violations.add(new Violation(
                        "",
                        "has an unknown field; known are "
                                + String.join(", ", FIELDS.stream().sorted().toList())));
            }
        });
        SubscriberPatch texts = new SubscriberPatch(fields);
        PreferencesInput preferences = texts.preferences(PreferencesInput.of(Preferences.EVERYTHING));
        List<String> groups = texts.groups(List.of());
        String note = texts.note(null);
        Subscriber.State state = state(texts.text("state", null), violations);
        Instant createdAt = time("created_at", texts, now, violations);
        Instant confirmedAt = time("confirmed_at", texts, now, violations);
        boolean askedAgain = fields.path("asked_again").asBoolean(false);
        EmailAddress address = address(texts.text("email", null), violations);
        violations.addAll(texts.violations());
        violations.addAll(preferences.violations());
        if (address == null || !violations.isEmpty()) {
            violations.forEach(found -> flaws.add(new Flaw(line, found.field(), found.message())));
            return null;
        }
        boolean pending = state == Subscriber.State.PENDING;
        return new ImportRow(
                line,
                address,
                state,
                preferences.validated(),
                groups,
                pending ? null : confirmedAt,
                note,
                createdAt,
                askedAgain);
    }

    private static @Nullable EmailAddress address(@Nullable String typed, List<Violation> violations) {
        try {
            return EmailAddress.ofRequest(typed == null ? "" : typed);
        } catch (Problem e) {
            violations.addAll(e.violations());
            return null;
        }
    }

    private static Subscriber.State state(@Nullable String name, List<Violation> violations) {
        if (name == null || name.isEmpty()) {
            return Subscriber.State.ACTIVE;
        }
        for (Subscriber.State state : Subscriber.State.values()) {
            if (state.wire().equals(name)) {
                return state;
            }
        }
        violations.add(new Violation("state", "must be one of active, paused, quarantined, pending"));
        return Subscriber.State.ACTIVE;
    }

    private static Instant time(String field, SubscriberPatch texts, Instant now, List<Violation> violations) {
        String text = texts.text(field, null);
        if (text == null || text.isBlank()) {
            return now;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isAfter(now)) {
                violations.add(new Violation(field, "must not be in the future"));
            } else if (time.isBefore(EARLIEST)) {
                violations.add(new Violation(field, "must not be before 1970"));
            }
            return time;
        } catch (DateTimeException e) {
            violations.add(new Violation(field, "must be a time such as 2026-02-02T16:40:00Z"));
            return now;
        }
    }

    @Override
    public String toString() {
        return "ImportRow[" + line + "]";
    }
}
