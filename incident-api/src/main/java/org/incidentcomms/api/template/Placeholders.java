package org.incidentcomms.api.template;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.api.request.TextRules;

/** Replaces {@code {{name}}} in a text. Values are not expanded again. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s{0,9}([a-z][a-z0-9_]{0,39})\\s{0,9}}}");
    /** Longer than any rule allows, so that the rule rejects it. */
    private static final int LONGEST = 4 * TextRules.MESSAGE;

    private Placeholders() {}

    /** The names in these texts, in their order. */
    static Set<String> in(Collection<String> texts) {
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts) {
            PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    /** Whether every {@code {{} begins a placeholder. */
    static boolean areWellFormed(String text) {
        return !PLACEHOLDER.matcher(text).replaceAll("x").contains("{{");
    }

    /** With all placeholders replaced; {@code values} must have each. */
    static String filled(String text, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find() && filled.length() < LONGEST) {
            filled.append(text, end, matcher.start()).append(values.getOrDefault(matcher.group(1), ""));
            end = matcher.end();
        }
        return filled.append(text, end, text.length()).toString();
    }
}
