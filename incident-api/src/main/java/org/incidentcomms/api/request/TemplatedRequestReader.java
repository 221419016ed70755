package org.incidentcomms.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.incidentcomms.api.request.TemplateExpander.Use;

/**
 * Reads bodies that may name a template. They are filled in once, before any rule is checked, so that lengths are those
 * of what is sent.
 */
@ApplicationScoped
public class TemplatedRequestReader {
    private final RequestReader requests;
    private final TemplateExpander templates;

    TemplatedRequestReader(RequestReader requests, TemplateExpander templates) {
        this.requests = requests;
        this.templates = templates;
    }

    /** Of something new. */
    public <T> T read(JsonNode body, Class<T> type, Use use) {
        return requests.read(templates.filled(body, use, () -> null), type);
    }

    /** Of an update of what is called {@code title}. */
    public <T> T readUpdate(JsonNode body, Class<T> type, Supplier<String> title) {
        return requests.read(templates.filled(body, Use.UPDATE, title::get), type);
    }
}
