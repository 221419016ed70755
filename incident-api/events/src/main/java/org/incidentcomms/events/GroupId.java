package org.incidentcomms.events;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The id of a group of customers: 1 to 64 lower-case letters, digits and hyphens, the first no hyphen. Events travel
 * widely, so an id must never be a customer's name.
 */
public final class GroupId {
    /** The form of an id, as a regular expression. */
    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,63}";

    /** The largest number of groups in an audience. */
    public static final int MOST_IN_AUDIENCE = 20;

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private GroupId() {}

    public static boolean isValid(String id) {
        return FORM.matcher(id).matches();
    }

    static void requireAudience(List<String> groups) {
        if (groups.size() > MOST_IN_AUDIENCE) {
            throw new IllegalArgumentException("audience has more than " + MOST_IN_AUDIENCE + " groups");
        }
        if (!groups.stream().allMatch(GroupId::isValid)) {
            throw new IllegalArgumentException("audience contains something that is no group id");
        }
        if (new HashSet<>(groups).size() < groups.size()) {
            throw new IllegalArgumentException("audience contains a group twice");
        }
    }
}
