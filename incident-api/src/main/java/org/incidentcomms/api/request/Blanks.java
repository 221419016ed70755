package org.incidentcomms.api.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;

/**
 * Finds what a template left to fill in: {@code {{name}}}, and {@code [name]} if a template declares that name. Brackets
 * of a Markdown link, and any others, are not blanks.
 */
@ApplicationScoped
public class Blanks {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^{}\n]{0,100}}}");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]\n]{1,100})](?![(\\[:])");

    private final DeclaredBlanks declared;

    Blanks(DeclaredBlanks declared) {
        this.declared = declared;
    }

    /** 422 naming every blank left in these texts, by their fields. */
    public void requireFilled(Map<String, String> textsByField) {
        List<Violation> violations = new ArrayList<>();
        Supplier<Set<String>> names = once();
        textsByField.forEach((field, text) -> left(text, names)
                .forEach(blank -> violations.add(new Violation(
                        field, "has the blank " + blank + "; fill it in or remove it, or save a draft"))));
        Problems.throwIfAny(violations);
    }

    /** Most texts have no brackets, and need no query. */
    private Supplier<Set<String>> once() {
        List<Set<String>> read = new ArrayList<>(1);
        return () -> {
            if (read.isEmpty()) {
                read.add(declared.names());
            }
            return read.getFirst();
        };
    }

    private static List<String> left(String text, Supplier<Set<String>> names) {
        List<String> left = new ArrayList<>();
        VARIABLE.matcher(text).results().forEach(found -> left.add(found.group()));
        Matcher brackets = BRACKETS.matcher(text);
        while (brackets.find()) {
            String name = brackets.group(1).strip().toLowerCase(Locale.ROOT);
            if (names.get().contains(name) && !isReference(text, brackets.group())) {
                left.add(brackets.group());
            }
        }
        return left.stream().distinct().toList();
    }

    /** Whether the text defines the address of the link {@code brackets}. */
    private static boolean isReference(String text, String brackets) {
        return Pattern.compile("(?m)^ {0,3}" + Pattern.quote(brackets) + ":")
                .matcher(text)
                .find();
    }
}
