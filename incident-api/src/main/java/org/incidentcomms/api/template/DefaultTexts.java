package org.incidentcomms.api.template;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;

/** The usual text of each status, for an update where no template is chosen. The console proposes it. */
@ApplicationScoped
class DefaultTexts {
    /** A text in the API. */
    @Schema(name = "DefaultText")
    record DefaultText(
            IncidentKind kind,
            Status status,

            @Schema(examples = "A fix is in place, and we are making sure that everything works.")
            String message) {}

    private final CompanyConfig company;

    DefaultTexts(CompanyConfig company) {
        this.company = company;
    }

    /** In the order of the statuses. */
    List<DefaultText> all() {
        return List.of(
                incident(
                        Status.INVESTIGATING,
                        "We are looking into a problem with " + company.name()
                                + " and will post an update as soon as we know more."),
                incident(
                        Status.IDENTIFIED,
                        "We have found the cause and are working on a fix. We will post an update as soon as we know"
                                + " more."),
                incident(Status.MONITORING, "A fix is in place, and we are making sure that everything works."),
                incident(
                        Status.RESOLVED,
                        "The problem is solved, and everything works as usual again. We are sorry for the trouble."),
                maintenance(Status.IN_PROGRESS, "The maintenance has begun."),
                maintenance(Status.VERIFYING, "The work is done, and we are checking that everything works."),
                maintenance(
                        Status.COMPLETED,
                        "The maintenance is finished, and " + company.name()
                                + " is available again. Thank you for your patience."));
    }

    private static DefaultText incident(Status status, String message) {
        return new DefaultText(IncidentKind.INCIDENT, status, message);
    }

    private static DefaultText maintenance(Status status, String message) {
        return new DefaultText(IncidentKind.MAINTENANCE, status, message);
    }
}
