package org.incidentcomms.api.incident;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Rules for incidents that are limited to groups of customers. Only the form of a group id is checked: which groups
 * exist is known to notifier-email, and an unknown one reaches nobody.
 */
public final class AudienceRules {
    public static final String AUDIENCE =
            "Ids of the groups of customers it is limited to; absent for everybody. Cannot change later. Mail goes to "
                    + "the subscribers in any of them; a channel that cannot narrow its audience skips it. A group "
                    + "that nobody is in reaches nobody.";

    public static final String PUBLIC =
            "Whether the status page, blog, feeds and mirrors show it. Default: true; false with an audience. Can be "
                    + "false only with an audience.";

    public static final String GROUP = "must be the id of a group: 1 to 64 lower-case letters, digits and hyphens";

    public static final String TWICE = "must not contain a group twice";

    private AudienceRules() {}

    /** The incident, limited to the audience of the request. */
    public static Incident limited(Incident incident, @Nullable List<String> audience, @Nullable Boolean isPublic) {
        return incident.limitedTo(audience == null ? List.of() : audience, publicInEvents(audience != null, isPublic));
    }

    /** The value of {@code public} in events: explicit where there is an audience, absent otherwise. */
    public static @Nullable Boolean publicInEvents(boolean isLimited, @Nullable Boolean isPublic) {
        if (isLimited) {
            return Boolean.TRUE.equals(isPublic);
        }
        if (Boolean.FALSE.equals(isPublic)) {
            throw Problems.invalid(
                    "public", "can be false only with an audience; open it with the groups of customers it is for");
        }
        return null;
    }

    /** 422 if a merge patch names the audience: who was told before could not be told the end. */
    public static void requireNoAudience(JsonNode patch) {
        if (patch.has("audience")) {
            throw Problems.invalid(
                    "audience", "cannot be changed after opening; open another incident for other groups");
        }
    }
}
