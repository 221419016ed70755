package org.incidentcomms.api.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.incidentcomms.api.request.MergePatch;
import org.incidentcomms.api.request.TemplateExpander;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Creates a body from a template: the template's fields with their variables filled in, and the request's fields
 * applied as a merge patch. Fields present in the request are not expanded in the template, so their variables are
 * optional.
 */
@ApplicationScoped
class TemplateExpansion implements TemplateExpander {
    private static final String TEMPLATE = "template";
    private static final String VARIABLES = "variables";
    private static final String MESSAGE = "message";
    private static final String BODY = "body";

    private final Templates templates;
    private final BuiltInVariables builtIns;
    private final JsonColumns documents;

    TemplateExpansion(Templates templates, BuiltInVariables builtIns, JsonColumns documents) {
        this.templates = templates;
        this.builtIns = builtIns;
        this.documents = documents;
    }

    @Override
    public JsonNode filled(JsonNode body, Use use, Supplier<@Nullable String> title) {
        if (!(body instanceof ObjectNode fields) || !(fields.has(TEMPLATE) || fields.has(VARIABLES))) {
            return body;
        }
        Map<String, String> given = variables(fields.get(VARIABLES));
        ObjectNode own = fields.deepCopy().without(List.of(TEMPLATE, VARIABLES));
        JsonNode name = fields.path(TEMPLATE);
        if (name.isNull() || name.isMissingNode()) {
            if (!given.isEmpty()) {
                throw Problems.invalid(VARIABLES, "is allowed only with template");
            }
            return own;
        }
        if (!name.isTextual()) {
            throw Problems.wrongType(TEMPLATE, "must be a string: a template's id or name");
        }
        if (use == Use.POSTMORTEM) {
            rename(own, BODY, MESSAGE);
        }
        JsonNode filled = MergePatch.apply(expanded(template(name.asText(), use), given, own, title), own);
        if (use == Use.POSTMORTEM && filled instanceof ObjectNode postmortem) {
            rename(postmortem, MESSAGE, BODY);
        }
        return filled;
    }

    /** The text of a post-mortem is its body. */
    private static void rename(ObjectNode fields, String from, String to) {
        if (fields.has(from)) {
            fields.set(to, fields.remove(from));
        }
    }

    private Template template(String idOrName, Use use) {
        Template found = Optional.of(idOrName)
                .filter(TextRules::isName)
                .flatMap(templates::named)
                .orElseThrow(() -> Problems.invalid(TEMPLATE, "there is no template of this id or name"));
        if (!found.kind().isFor(use)) {
            throw Problems.invalid(TEMPLATE, "is for " + found.kind().call());
        }
        return found;
    }

    private static Map<String, String> variables(@Nullable JsonNode node) {
        Map<String, String> given = new LinkedHashMap<>();
        if (node == null || node.isNull()) {
            return given;
        }
        if (!node.isObject()) {
            throw Problems.wrongType(VARIABLES, "must be an object");
        }
        node.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                given.put(entry.getKey(), entry.getValue().asText());
            } else if (!entry.getValue().isNull()) {
                throw Problems.wrongType(VARIABLES + "." + entry.getKey(), "must be a string");
            }
        });
        return given;
    }

    /** The template's values for the fields {@code own} does not have. */
    private ObjectNode expanded(
            Template template, Map<String, String> given, ObjectNode own, Supplier<@Nullable String> title) {
        Map<String, String> texts = template.fields().textsByField();
        Set<String> known = Placeholders.in(texts.values());
        texts.keySet().removeIf(field -> has(own, field));
        Map<String, String> values = new LinkedHashMap<>(builtIns.values());
        values.putAll(given);
        check(template, known, texts, given, values);
        if (template.kind() == TemplateKind.POSTMORTEM && known.contains(BuiltInVariables.TITLE)) {
            values.computeIfAbsent(BuiltInVariables.TITLE, name -> Objects.requireNonNullElse(title.get(), ""));
        }
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((field, text) -> {
            if (field.equals(BuiltInVariables.TITLE)) {
                filled.put(field, Placeholders.filled(text, values));
            }
        });
        if (!values.containsKey(BuiltInVariables.TITLE)
                && Placeholders.in(texts.values()).contains(BuiltInVariables.TITLE)) {
            values.put(BuiltInVariables.TITLE, title(filled.get(BuiltInVariables.TITLE), own, title));
        }
        texts.forEach((field, text) -> filled.putIfAbsent(field, Placeholders.filled(text, values)));
        ObjectNode result = bare(template);
        filled.forEach((field, text) -> put(result, field, text));
        return result;
    }

    private static void check(
            Template template,
            Set<String> known,
            Map<String, String> texts,
            Map<String, String> given,
            Map<String, String> values) {
        List<Violation> violations = new ArrayList<>();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                violations.add(new Violation(
                        VARIABLES + "." + name,
                        known.isEmpty()
                                ? "the template has no variables"
                                : "the template has no such variable; it has " + String.join(", ", known)));
            }
        }
        Set<String> reported = new LinkedHashSet<>();
        texts.forEach((field, text) -> Placeholders.in(List.of(text)).forEach(name -> {
            if (!values.containsKey(name) && !name.equals(BuiltInVariables.TITLE) && reported.add(name)) {
                violations.add(new Violation(
                        VARIABLES + "." + name, "is required by " + field + " of the template " + template.name()));
            }
        }));
        Problems.throwIfAny(violations);
    }

    private static String title(@Nullable String ofTemplate, ObjectNode own, Supplier<@Nullable String> elsewhere) {
        if (own.path(BuiltInVariables.TITLE).isTextual()) {
            return own.path(BuiltInVariables.TITLE).asText().strip();
        }
        if (ofTemplate != null) {
            return ofTemplate.strip();
        }
        String title = elsewhere.get();
        return title == null ? "" : title;
    }

    /** The template's fields that are not texts, as in a body. */
    private ObjectNode bare(Template template) {
        ObjectNode fields = documents.tree(template.fields());
        fields.remove(List.of("name", "kind", "blanks"));
        template.fields().textsByField().keySet().forEach(field -> remove(fields, field));
        if (template.kind() == TemplateKind.MAINTENANCE && fields.path("components") instanceof ArrayNode components) {
            ArrayNode ids = fields.putArray("components");
            components.forEach(component -> ids.add(component.path("id")));
        }
        return fields;
    }

    /** A field that is null in the request is present: it removes the template's value. */
    private static boolean has(ObjectNode own, String field) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            return own.has(field);
        }
        JsonNode outer = own.get(field.substring(0, dot));
        return outer != null && (!outer.isObject() || outer.has(field.substring(dot + 1)));
    }

    private static void put(ObjectNode fields, String field, String text) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            fields.set(field, TextNode.valueOf(text));
        } else {
            fields.withObjectProperty(field.substring(0, dot)).set(field.substring(dot + 1), TextNode.valueOf(text));
        }
    }

    private static void remove(ObjectNode fields, String field) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            fields.remove(field);
        } else if (fields.path(field.substring(0, dot)) instanceof ObjectNode outer) {
            outer.remove(field.substring(dot + 1));
        }
    }
}
