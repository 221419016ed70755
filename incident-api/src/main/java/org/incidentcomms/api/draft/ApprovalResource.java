package org.incidentcomms.api.draft;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotent;
import org.incidentcomms.api.incident.DraftView;
import org.incidentcomms.api.incident.IncidentPresenter;
import org.incidentcomms.api.incident.IncidentView;
import org.incidentcomms.api.request.HeldInOpenApi;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Approvals of drafts, below incidents or maintenances. */
public abstract class ApprovalResource {
    private static final String TAG = "Approvals";
    private static final String ABOUT = "Publications that a second operator must approve";
    private static final String APPROVE =
            "Publishes it in the name of the operator who requested it, at once or at its "
                    + "publish_at. 409 for the operator's own. If-Match must name the version of the draft that the "
                    + "operator has read: 412 if it was changed since.";
    private static final String IF_MATCH = "The ETag of the draft that is approved, as it was read; required.";

    private final DraftApprovals approvals;
    private final IncidentPresenter presenter;
    private final CallerProvider callers;
    private final IncidentKind kind;

    ApprovalResource(DraftApprovals approvals, IncidentPresenter presenter, CallerProvider callers, IncidentKind kind) {
        this.approvals = approvals;
        this.presenter = presenter;
        this.callers = callers;
        this.kind = kind;
    }

    @POST
    @Idempotent
    @Path("{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Approve a draft", description = APPROVE)
    @APIResponse(
            responseCode = "200",
            description = "Published.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IncidentView.class)))
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.APPROVED)
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "428", ref = "PreconditionRequired")
    public Response approve(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match")
                    @Parameter(required = true, description = IF_MATCH, example = "\"draft-1\"")
                    @Nullable String ifMatch,
            @RequestBody ApproveDraft command) {
        return approved(null, id, ifMatch, command);
    }

    @POST
    @Idempotent
    @Path("{id}/updates/{update_id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Approve a draft of an update, or a requested change", description = APPROVE)
    @APIResponse(
            responseCode = "200",
            description = "Published.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IncidentView.class)))
    @APIResponse(responseCode = "202", ref = HeldInOpenApi.APPROVED)
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "428", ref = "PreconditionRequired")
    public Response approveUpdate(
            @PathParam("id") String id,
            @PathParam("update_id") String updateId,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match")
                    @Parameter(required = true, description = IF_MATCH, example = "\"draft-1\"")
                    @Nullable String ifMatch,
            @RequestBody ApproveDraft command) {
        return approved(id, updateId, ifMatch, command);
    }

    private Response approved(@Nullable String incidentId, String id, @Nullable String ifMatch, ApproveDraft command) {
        if (command.breakGlass() != null && !callers.isAdmin()) {
            throw Problems.invalid("break_glass", "is for admins; another operator can approve it without a reason");
        }
        IfMatch seen = new IfMatch(ifMatch)
                .required("must name the version of the draft that was read: send its ETag, such as \"draft-1\"");
        return switch (approvals.approve(kind, incidentId, id, command.breakGlass(), seen, callers.current())) {
            case DraftApprovals.Outcome.Published published -> presenter.one(published.incident());
            case DraftApprovals.Outcome.Scheduled scheduled -> presenter.held(scheduled.draft());
        };
    }

    /** {@code /v1/approvals}. */
    @Path("/v1/approvals")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = TAG, description = ABOUT)
    public static class Waiting {
        private final DraftApprovals approvals;

        Waiting(DraftApprovals approvals) {
            this.approvals = approvals;
        }

        @GET
        @RolesAllowed(Groups.VIEWER)
        @Operation(summary = "List the drafts that wait for approval, newest first")
        public Page<DraftView> list(
                @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
            return approvals.list(Page.PageRequest.of(limit, cursor));
        }
    }

    /** Below {@code /v1/incidents}. */
    @Path("/v1/incidents")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = TAG, description = ABOUT)
    public static class OfIncidents extends ApprovalResource {
        OfIncidents(DraftApprovals approvals, IncidentPresenter presenter, CallerProvider callers) {
            super(approvals, presenter, callers, IncidentKind.INCIDENT);
        }
    }

    /** Below {@code /v1/maintenances}. */
    @Path("/v1/maintenances")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = TAG, description = ABOUT)
    public static class OfMaintenances extends ApprovalResource {
        OfMaintenances(DraftApprovals approvals, IncidentPresenter presenter, CallerProvider callers) {
            super(approvals, presenter, callers, IncidentKind.MAINTENANCE);
        }
    }
}
