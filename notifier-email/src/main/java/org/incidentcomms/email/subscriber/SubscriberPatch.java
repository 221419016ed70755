package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.incidentcomms.events.GroupId;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) of a subscriber: what it names is replaced, null restores the default. The same fields are
 * read from a row of an import.
 */
final class SubscriberPatch {
    static final int LONGEST_NOTE = 500;
    static final int MOST_GROUPS = 50;
    static final String GROUP = "must be the id of a group: 1 to 64 lower-case letters, digits and hyphens";

    private static final Set<String> FIELDS =
            Set.of("state", "components", "events", "groups", "language", "time_zone", "note");

    private final JsonNode patch;
    private final List<Violation> violations = new ArrayList<>();

    SubscriberPatch(JsonNode patch) {
        this.patch = patch;
    }

    /**
     * The subscriber after the patch.
     *
     * @throws org.incidentcomms.service.problem.Problem 422 that names each invalid field
     */
    Subscriber applyTo(Subscriber before, Instant now) {
        patch.fieldNames().forEachRemaining(name -> {
            if (name.equals("email")) {
                violations.add(new Violation(name, "cannot be changed; add the new address and remove this one"));
            } else if (!FIELDS.contains(name)) {
                violations.add(new Violation(name, "is unknown; known are " + String.join(", ", sorted())));
            }
        });
        PreferencesInput old = PreferencesInput.of(before.preferences());
        PreferencesInput input = preferences(old);
        List<String> groups = groups(before.groups());
        String note = note(before.note());
        Subscriber.State state = state(before.state());
        violations.addAll(input.violations());
        Problems.throwIfAny(violations);
        boolean confirms = before.state() == Subscriber.State.PENDING && state != Subscriber.State.PENDING;
        return new Subscriber(
                before.id(),
                before.address(),
                before.recipientKey(),
                state,
                before.listed(),
                input.validated(),
                groups,
                confirms ? now : before.confirmedAt(),
                note,
                before.createdAt());
    }

    PreferencesInput preferences(PreferencesInput old) {
        return new PreferencesInput(
                texts("components", Objects.requireNonNullElse(old.components(), List.of())),
                texts("events", Objects.requireNonNullElse(old.events(), List.of())),
                text("language", old.language()),
                text("time_zone", old.timeZone()));
    }

    List<String> groups(List<String> old) {
        List<String> groups = texts("groups", old).stream().distinct().toList();
        if (groups.size() > MOST_GROUPS || !groups.stream().allMatch(GroupId::isValid)) {
            violations.add(new Violation(
                    "groups",
                    "must be at most " + MOST_GROUPS + " ids of 1 to 64 lower-case letters, digits and hyphens"));
        }
        return groups;
    }

    @Nullable String note(@Nullable String old) {
        String note = text("note", old);
        if (note != null && (note.length() > LONGEST_NOTE || note.indexOf('\0') >= 0)) {
            violations.add(new Violation("note", "must have at most " + LONGEST_NOTE + " characters"));
        }
        return note;
    }

    private Subscriber.State state(Subscriber.State old) {
        String name = text("state", old.wire());
        if (old.wire().equals(name)) {
            return old;
        }
        if (name != null && (name.equals("active") || name.equals("paused"))) {
            return Subscriber.State.valueOf(name.toUpperCase(Locale.ROOT));
        }
        violations.add(new Violation("state", "can be changed to active or paused only"));
        return old;
    }

    List<Violation> violations() {
        return violations;
    }

    /** The text of a field; null is its default. */
    @Nullable String text(String field, @Nullable String old) {
        JsonNode value = patch.get(field);
        if (value == null) {
            return old;
        }
        if (!value.isNull() && !value.isTextual()) {
            violations.add(new Violation(field, "must be a text or null"));
            return old;
        }
        return value.textValue();
    }

    private List<String> texts(String field, List<String> old) {
        JsonNode value = patch.get(field);
        if (value == null) {
            return old;
        }
        List<String> texts = new ArrayList<>();
        boolean fine = value.isNull() || value.isArray();
        for (JsonNode item : value) {
            fine &= item.isTextual() && item.textValue().indexOf('\0') < 0;
            texts.add(item.asText());
        }
        if (!fine) {
            violations.add(new Violation(field, "must be an array of texts or null"));
            return old;
        }
        return texts;
    }

    private static List<String> sorted() {
        return FIELDS.stream().sorted().toList();
    }
}
