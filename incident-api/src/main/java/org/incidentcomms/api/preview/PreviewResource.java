package org.incidentcomms.api.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.incident.IncidentPresenter;
import org.incidentcomms.api.request.MaxBody;
import org.jspecify.annotations.Nullable;

/** {@code /v1/previews}. */
@Path("/v1/previews")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Previews", description = "Shows what each channel would send, without sending it")
public class PreviewResource {
    private final Previews previews;
    private final CallerProvider callers;

    PreviewResource(Previews previews, CallerProvider callers) {
        this.previews = previews;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Groups.OPERATOR)
    @Operation(
            summary = "Preview what each channel would send, and to how many recipients",
            description = "Takes the body of the request to preview and refuses what that request would refuse. "
                    + "Sends and stores nothing. Each notifier is asked with the caller's token; a notifier "
                    + "that does not answer within two seconds is reported as unavailable, and the request "
                    + "itself can still be made.")
    @APIResponse(responseCode = "200", description = "OK")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @MaxBody(MaxBody.ANALYSIS)
    public PreviewResponse preview(
            @QueryParam("channels")
                    @Parameter(
                            description = "false: no notifier is asked, and only the warnings are answered.",
                            schema =
                                    @Schema(
                                            enumeration = {"true", "false"},
                                            defaultValue = "true"))
                    @Nullable String channels,
            @HeaderParam("Authorization") @Parameter(hidden = true) String authorization,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = PreviewForms.class)))
                    JsonNode request) {
        boolean asksChannels = IncidentPresenter.flag("channels", channels == null ? "true" : channels);
        return previews.of(request, asksChannels, callers.current(), authorization);
    }
}
