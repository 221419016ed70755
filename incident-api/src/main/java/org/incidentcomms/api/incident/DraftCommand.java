package org.incidentcomms.api.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A command that can be stored as a draft and executed later, manually or automatically. */
public interface DraftCommand {
    String PUBLISH_AFTER = "Holds it back for this long, ISO 8601, at most PT10M; until then it can be taken back with "
            + "DELETE. Answered with 202. Absent: not at all.";

    /** Hours, minutes and seconds of ISO 8601. */
    String HOLD = "^PT(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?$";

    String NO_HOLD = "must be an ISO-8601 duration, such as PT10S";

    Duration LONGEST_HOLD = Duration.ofMinutes(10);

    String PUBLISH_AT = "With publication scheduled: when to publish, in the future, within 366 days.";

    /** The operator's choice; null means published, that is at once. */
    @Nullable Publication publication();

    /** How long it is held back, ISO 8601; null for not at all. */
    default @Nullable String publishAfter() {
        return null;
    }

    /** How long it is held back so that it can be taken back, or null; 422 if the fields are inconsistent. */
    default @Nullable Duration hold() {
        String text = publishAfter();
        boolean isAnotherTime =
                publishAt() != null || (publication() != null && publication() != Publication.PUBLISHED);
        if (text != null && isAnotherTime) {
            throw Problems.invalid("publish_after", "cannot be combined with publication draft or scheduled; omit one");
        }
        return hold(text);
    }

    /** The duration of a {@code publish_after}, or null; 422 if it is too short or too long. */
    static @Nullable Duration hold(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Duration hold;
        try {
            hold = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw Problems.invalid("publish_after", NO_HOLD);
        }
        if (!hold.isPositive() || hold.compareTo(LONGEST_HOLD) > 0) {
            throw Problems.invalid("publish_after", "must be longer than PT0S and at most PT10M");
        }
        return hold;
    }

    /** The time of automatic publication; required with publication scheduled, and allowed only then. */
    @Nullable Instant publishAt();

    /** The texts that customers read, by the names of their fields. */
    Map<String, String> textsByField();

    /** The impact it would be published with, as far as that can be said beforehand. */
    default Impact expectedImpact(@Nullable Incident about) {
        return about == null ? Impact.NONE : about.impact();
    }

    /** 422 if an operator must still say how bad it is. */
    default void requireImpact() {}

    /** The groups it is limited to; null for everybody. */
    default @Nullable List<String> audience() {
        return null;
    }

    /** Whether public pages show it; null for the default. */
    default @Nullable Boolean publicly() {
        return null;
    }

    /** Whether it is stored as a draft instead of executed now; 422 if the fields are inconsistent. */
    default boolean staysDraft() {
        Duration unusedHold = hold();
        Boolean unused = AudienceRules.publicInEvents(audience() != null, publicly());
        boolean isScheduled = publication() == Publication.SCHEDULED;
        if (isScheduled && publishAt() == null) {
            throw Problems.invalid(
                    "publish_at",
                    "is required with publication scheduled: an RFC 3339 time with offset; without a time, save a draft"
                            + " (publication: draft)");
        }
        if (!isScheduled && publishAt() != null) {
            throw Problems.invalid(
                    "publish_at",
                    "is allowed only with publication scheduled; add \"publication\": \"scheduled\", or omit it");
        }
        return isScheduled || publication() == Publication.DRAFT;
    }
}
