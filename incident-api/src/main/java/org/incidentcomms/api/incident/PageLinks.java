package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Update;

/** Builds links to the status page ({@code STATUS_PAGE_URL}). */
@ApplicationScoped
public class PageLinks {
    private final String base;

    PageLinks(@ConfigProperty(name = "status.page.url") String base) {
        this.base = base.replaceAll("/+$", "");
    }

    String of(Incident incident) {
        return base + "/incidents/" + incident.slug();
    }

    /** The post-mortem's blog post; the incident's page if it has none. */
    public String of(Incident incident, Postmortem postmortem) {
        return postmortem.hasPost() ? base + "/posts/" + postmortem.slug() : of(incident);
    }

    /** The update's blog post; the incident's page if it has none. */
    String of(Incident incident, Update update) {
        return update.hasPost() ? base + "/posts/" + update.slug() : of(incident);
    }
}
