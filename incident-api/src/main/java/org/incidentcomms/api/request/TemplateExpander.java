package org.incidentcomms.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fills a body from the template it names; the body's own fields take precedence. */
public interface TemplateExpander {

    /** The purpose of the body. */
    enum Use {
        INCIDENT,
        UPDATE,
        MAINTENANCE,
        /** Its {@code body} is the template's message. */
        POSTMORTEM
    }

    /**
     * Returns the body without {@code template} and {@code variables}; unchanged if it has neither.
     *
     * @param title of the incident an update belongs to, computed only if needed; null if the body has its own
     */
    JsonNode filled(JsonNode body, Use use, Supplier<@Nullable String> title);
}
