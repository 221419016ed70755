package org.incidentcomms.email.subscriber;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/** Choices as somebody sent them: checked here, whichever way they came. Empty texts count as left out. */
record PreferencesInput(
        @Nullable List<String> components,
        @Nullable List<String> events,
        @Nullable String language,
        @Nullable String timeZone) {
    /** Languages a subscriber may choose: IETF tags. */
    static final List<String> LANGUAGES = Language.tags();

    private static final int MOST_COMPONENTS = 100;
    private static final int LONGEST_COMPONENT = 64;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    static PreferencesInput of(Preferences stored) {
        return new PreferencesInput(
                stored.components(),
                stored.events().stream().map(EventKind::wire).toList(),
                stored.language(),
                stored.timeZone());
    }

    /** The same choices in this language. */
    PreferencesInput in(String tag) {
        return new PreferencesInput(components, events, tag, timeZone);
    }

    /**
     * The choices, if all are valid.
     *
     * @throws org.incidentcomms.service.problem.Problem 422 that names each invalid field
     */
    Preferences validated() {
        List<Violation> violations = violations();
        Problems.throwIfAny(violations);
        return new Preferences(
                components == null ? List.of() : components.stream().distinct().toList(),
                events == null
                        ? List.of()
                        : events.stream().distinct().map(EventKind::of).toList(),
                filled(language),
                filled(timeZone));
    }

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (components != null
                && (components.size() > MOST_COMPONENTS
                        || components.stream()
                                .anyMatch(id -> id == null
                                        || id.isBlank()
                                        || id.length() > LONGEST_COMPONENT
                                        || id.chars().anyMatch(Character::isISOControl)))) {
            violations.add(new Violation(
                    "components",
                    "must be at most " + MOST_COMPONENTS + " ids of 1 to " + LONGEST_COMPONENT + " characters"));
        }
        if (events != null && !events.stream().allMatch(PreferencesInput::isEventKind)) {
            violations.add(new Violation("events", "must be some of incident, maintenance, postmortem"));
        }
        if (filled(language) != null && !LANGUAGES.contains(language)) {
            violations.add(new Violation("language", "must be one of " + String.join(", ", LANGUAGES)));
        }
        if (filled(timeZone) != null && !ZONES.contains(timeZone)) {
            violations.add(new Violation("time_zone", "must be an IANA time zone such as Europe/Berlin"));
        }
        return violations;
    }

    private static boolean isEventKind(@Nullable String name) {
        try {
            EventKind unused = EventKind.of(String.valueOf(name));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
