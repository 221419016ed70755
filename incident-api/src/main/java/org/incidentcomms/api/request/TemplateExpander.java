package org.incidentcomms.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fills a body from the template it names; what the body says itself wins. */
public interface TemplateExpander {

    /** What the body is to do. */
    enum Use {
        INCIDENT,
        UPDATE,
        MAINTENANCE
    }

    /**
     * The body without {@code template} and {@code variables}; as it is where it has neither.
     *
     * @param title of what an update is about, asked only where it is needed; null where the body brings its own
     */
    JsonNode filled(JsonNode body, Use use, Supplier<@Nullable String> title);
}
