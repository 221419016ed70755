package org.incidentcomms.api.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.request.TemplateExpander;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.api.template.Template;
import org.incidentcomms.api.template.Templates;
import org.jspecify.annotations.Nullable;

/**
 * Creates an operator's draft from an alert. It always succeeds: control characters are removed, long texts are
 * truncated, a variable without a value shows as its name in brackets.
 */
@ApplicationScoped
class AlertDrafts {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_TEXTS = 10;
    private static final int LONGEST_VALUE = 2_000;
    private static final String IS_OVER = "This incident has been resolved.";

    private final Templates templates;
    private final TemplateExpander bodies;
    private final RequestReader requests;

    AlertDrafts(Templates templates, TemplateExpander bodies, RequestReader requests) {
        this.templates = templates;
        this.bodies = bodies;
        this.requests = requests;
    }

    /** 422 if there is no such template, or it is not for incidents. */
    OpenIncident opening(AlertmanagerPayload notice, @Nullable String template) {
        ObjectNode body = NODES.objectNode().put("publication", "draft");
        Optional<Template> found =
                Optional.ofNullable(template).filter(TextRules::isName).flatMap(templates::named);
        if (template != null) {
            body.put("template", template);
        }
        found.ifPresent(named -> body.set("variables", variables(named, notice)));
        String title = title(notice);
        if (found.map(Template::title).isEmpty()) {
            body.put("title", title);
        }
        if (found.map(Template::message).isEmpty()) {
            body.put("message", message(notice, title));
        }
        JsonNode filled = bodies.filled(body, TemplateExpander.Use.INCIDENT, () -> null);
        tidy(filled, "title", text -> TextRules.asLine(text, TextRules.TITLE));
        tidy(filled, "headline", text -> TextRules.asLine(text, TextRules.HEADLINE));
        tidy(filled, "author", text -> TextRules.asLine(text, TextRules.AUTHOR));
        tidy(filled, "message", text -> TextRules.asProse(text, TextRules.MESSAGE));
        tidy(filled.path("texts"), "email_subject", text -> TextRules.asLine(text, TextRules.SUBJECT));
        tidy(filled.path("texts"), "twitter", text -> TextRules.asProse(text, TextRules.POST));
        return requests.read(filled, OpenIncident.class);
    }

    /** The update that resolves the incident. */
    PostUpdate resolution() {
        ObjectNode body = NODES.objectNode()
                .put("status", "resolved")
                .put("message", IS_OVER)
                .put("publication", "draft");
        return requests.read(body, PostUpdate.class);
    }

    private static ObjectNode variables(Template template, AlertmanagerPayload notice) {
        ObjectNode variables = NODES.objectNode();
        for (String name : template.variables()) {
            String value = TextRules.asProse(
                    together(either(notice.labels(name), notice.annotations(name)), ", "), LONGEST_VALUE);
            variables.put(name, value.isEmpty() ? "[" + name + "]" : value);
        }
        return variables;
    }

    private static String title(AlertmanagerPayload notice) {
        return Stream.concat(notice.annotations("summary").stream(), notice.labels("alertname").stream())
                .map(text -> TextRules.asLine(text, TextRules.TITLE))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("Alert");
    }

    private static String message(AlertmanagerPayload notice, String title) {
        String said = TextRules.asProse(
                together(either(notice.annotations("description"), notice.annotations("summary")), "\n\n"),
                TextRules.MESSAGE);
        return said.isEmpty() ? title : said;
    }

    private static List<String> either(List<String> first, List<String> second) {
        return first.isEmpty() ? second : first;
    }

    private static String together(List<String> texts, String separator) {
        String first = String.join(separator, texts.subList(0, Math.min(MOST_TEXTS, texts.size())));
        return texts.size() <= MOST_TEXTS ? first : first + separator + "and " + (texts.size() - MOST_TEXTS) + " more";
    }

    private static void tidy(JsonNode holder, String field, UnaryOperator<String> rule) {
        if (holder instanceof ObjectNode fields && fields.path(field).isTextual()) {
            fields.put(field, rule.apply(fields.path(field).asText()));
        }
    }
}
