package org.incidentcomms.api.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.incidentcomms.api.request.TemplateExpander;

/** The call a template is for. */
public enum TemplateKind {
    /** {@code POST /v1/incidents}. */
    @JsonProperty("incident")
    INCIDENT("POST /v1/incidents"),
    /** {@code POST …/updates}, of incidents and maintenances. */
    @JsonProperty("update")
    UPDATE("POST …/updates"),
    /** {@code POST /v1/maintenances}. */
    @JsonProperty("maintenance")
    MAINTENANCE("POST /v1/maintenances"),
    /** {@code PUT …/postmortem}; its message is the body. */
    @JsonProperty("postmortem")
    POSTMORTEM("PUT …/postmortem");

    private final String call;

    TemplateKind(String call) {
        this.call = call;
    }

    String call() {
        return call;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isFor(TemplateExpander.Use use) {
        return name().equals(use.name());
    }
}
