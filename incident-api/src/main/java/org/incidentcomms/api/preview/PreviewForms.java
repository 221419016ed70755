package org.incidentcomms.api.preview;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.incident.CorrectUpdate;
import org.incidentcomms.api.incident.OpenIncident;
import org.incidentcomms.api.incident.PostUpdate;
import org.incidentcomms.api.maintenance.AnnounceMaintenance;
import org.incidentcomms.api.maintenance.Automatic;
import org.incidentcomms.api.maintenance.CancelMaintenance;
import org.incidentcomms.api.maintenance.ChangeMaintenance;
import org.incidentcomms.api.postmortem.WritePostmortem;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** The forms of a preview request, for the documentation; {@link PreviewRequest} reads them. */
@Schema(
        name = "PreviewRequest",
        description = "The request to preview: the object in each field is the body of that request. A bare "
                + "body of POST /v1/incidents or /v1/maintenances is accepted too, and a body of POST "
                + "…/updates beside an id. A draft is named by its id.",
        examples = """
                {"incident": {"title": "System Temporarily Unavailable", "impact": "critical", "message": "We are actively working on the issue."}}""",
        anyOf = {
            PreviewForms.OfIncident.class,
            PreviewForms.OfMaintenance.class,
            PreviewForms.OfUpdate.class,
            PreviewForms.OfCorrection.class,
            PreviewForms.OfPostmortem.class,
            PreviewForms.OfChange.class,
            PreviewForms.OfCancellation.class,
            PreviewForms.OfDraft.class,
            PreviewForms.OfAutomatic.class
        })
final class PreviewForms {
    private PreviewForms() {}

    @Schema(name = "PreviewOfIncident")
    record OfIncident(@NotNull OpenIncident incident) {}

    @Schema(name = "PreviewOfMaintenance")
    record OfMaintenance(
            @NotNull AnnounceMaintenance maintenance,

            @Nullable @Schema(description = "What it would then do by itself, instead of the announcement.")
            Automatic automatic) {}

    @Schema(name = "PreviewOfDraft", description = "A stored draft of an incident, a maintenance or an update.")
    record OfDraft(
            @NotNull @SingleLine(max = TextRules.ID) @Schema(examples = "upd_01jd3v8m2k7q9x4r5t6w8y0z1a")
            String draft,

            @Nullable @Schema(description = "Of a maintenance: what it would then do by itself.")
            Automatic automatic) {}

    @Schema(
            name = "PreviewOfAutomatic",
            description = "An automatic message of an announced maintenance; of several reminders the next one.")
    record OfAutomatic(
            @NotNull @SingleLine(max = TextRules.ID) String maintenanceId,
            @NotNull @Schema(examples = "start") Automatic automatic) {}

    @Schema(name = "PreviewOfUpdate", description = "Requires incident_id or maintenance_id.")
    record OfUpdate(
            @Nullable @SingleLine(max = TextRules.ID) String incidentId,
            @Nullable @SingleLine(max = TextRules.ID) String maintenanceId,
            @NotNull PostUpdate update) {}

    @Schema(name = "PreviewOfCorrection", description = "Requires incident_id or maintenance_id.")
    record OfCorrection(
            @Nullable @SingleLine(max = TextRules.ID) String incidentId,
            @Nullable @SingleLine(max = TextRules.ID) String maintenanceId,
            @NotNull @SingleLine(max = TextRules.ID) String updateId,
            @NotNull CorrectUpdate correction) {}

    @Schema(
            name = "PreviewOfPostmortem",
            description = "Requires incident_id or maintenance_id. An empty object previews the stored draft.")
    record OfPostmortem(
            @Nullable @SingleLine(max = TextRules.ID) String incidentId,
            @Nullable @SingleLine(max = TextRules.ID) String maintenanceId,
            @NotNull WritePostmortem postmortem) {}

    @Schema(name = "PreviewOfChange")
    record OfChange(
            @NotNull @SingleLine(max = TextRules.ID) String maintenanceId,
            @NotNull ChangeMaintenance change) {}

    @Schema(name = "PreviewOfCancellation")
    record OfCancellation(
            @NotNull @SingleLine(max = TextRules.ID) String maintenanceId,
            @NotNull CancelMaintenance cancel) {}
}
