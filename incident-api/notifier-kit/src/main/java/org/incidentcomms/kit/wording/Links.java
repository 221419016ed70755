package org.incidentcomms.kit.wording;

import java.net.URI;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Update;

/** Builds links to public pages; events carry only slugs. */
public record Links(Company company) {

    /** The incident's page; the status page if it is not public, for then it has none. */
    public URI incident(Incident incident) {
        return incident.isShownPublicly() ? at("/incidents/" + incident.slug()) : statusPage();
    }

    /** The blog post of an update; the status page if the incident is not public, for then there is no post. */
    public URI post(Incident incident, Update update) {
        return post(incident, update.slug());
    }

    /** The blog post of a post-mortem; the status page if the incident is not public. */
    public URI post(Incident incident, Postmortem postmortem) {
        return post(incident, postmortem.slug());
    }

    private URI post(Incident incident, String slug) {
        return incident.isShownPublicly() ? at("/posts/" + slug) : statusPage();
    }

    public URI statusPage() {
        return at("/");
    }

    private URI at(String path) {
        return URI.create(company.statusPage() + path);
    }
}
