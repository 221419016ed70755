package org.incidentcomms.kit.wording;

import java.net.URI;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Update;

/** Builds links to public pages; events carry only slugs. */
public record Links(Company company) {

    public URI incident(Incident incident) {
        return at("/incidents/" + incident.slug());
    }

    public URI post(Update update) {
        return at("/posts/" + update.slug());
    }

    public URI post(Postmortem postmortem) {
        return at("/posts/" + postmortem.slug());
    }

    public URI statusPage() {
        return at("/");
    }

    private URI at(String path) {
        return URI.create(company.statusPage() + path);
    }
}
