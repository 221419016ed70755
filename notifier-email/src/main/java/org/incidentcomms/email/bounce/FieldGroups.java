package org.incidentcomms.email.bounce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads groups of fields as in {@code message/delivery-status} (RFC 3464): {@code Name: value}, folded lines, a blank line
 * between groups. More lenient than the RFC: a second {@code Final-Recipient} begins a group of its own, and lines that
 * are no fields are skipped.
 */
final class FieldGroups {
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*:(.*)");
    private static final String RECIPIENT = "final-recipient";
    private static final int MOST_GROUPS = 200;

    private FieldGroups() {}

    /** The groups; names in lower case, values unfolded; the first value of a repeated name counts. */
    static List<Map<String, String>> read(String text) {
        List<Map<String, String>> groups = new ArrayList<>();
        Map<String, String> group = new LinkedHashMap<>();
        String name = "";
        for (String line : text.split("\\r\\n|\\r|\\n", -1)) {
            Matcher field = FIELD.matcher(line);
            if (line.isBlank()) {
                group = next(groups, group);
                name = "";
            } else if (Character.isWhitespace(line.charAt(0)) && !name.isEmpty()) {
                group.merge(name, line.strip(), (before, more) -> before + " " + more);
            } else if (field.matches()) {
                name = field.group(1).toLowerCase(Locale.ROOT);
                if (name.equals(RECIPIENT) && group.containsKey(name)) {
                    group = next(groups, group);
                }
                if (group.putIfAbsent(name, field.group(2).strip()) != null) {
                    name = "";
                }
            } else {
                name = "";
            }
        }
        next(groups, group);
        return groups;
    }

    private static Map<String, String> next(List<Map<String, String>> groups, Map<String, String> group) {
        if (group.isEmpty() || groups.size() >= MOST_GROUPS) {
            return group;
        }
        groups.add(group);
        return new LinkedHashMap<>();
    }
}
