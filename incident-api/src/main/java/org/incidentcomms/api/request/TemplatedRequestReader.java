package org.incidentcomms.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.incidentcomms.api.request.TemplateExpander.Use;

/**
 * Reads bodies that may name a template. Templates are expanded before validation, so that limits apply to the final
 * text.
 */
@ApplicationScoped
public class TemplatedRequestReader {
    private final RequestReader requests;
    private final TemplateExpander templates;

    TemplatedRequestReader(RequestReader requests, TemplateExpander templates) {
        this.requests = requests;
        this.templates = templates;
    }

    /** For a new incident or maintenance. */
    public <T> T read(JsonNode body, Class<T> type, Use use) {
        return requests.read(templates.filled(body, use, () -> null), type);
    }

    /** For the post-mortem of the incident {@code title}. */
    public <T> T readPostmortem(JsonNode body, Class<T> type, Supplier<String> title) {
        return requests.read(templates.filled(body, Use.POSTMORTEM, title::get), type);
    }

    /** For an update of the incident {@code title}. */
    public <T> T readUpdate(JsonNode body, Class<T> type, Supplier<String> title) {
        return requests.read(templates.filled(body, Use.UPDATE, title::get), type);
    }
}
