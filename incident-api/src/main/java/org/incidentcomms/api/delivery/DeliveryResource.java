package org.incidentcomms.api.delivery;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.api.access.CallerProvider;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotent;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Endpoints for deliveries, below incidents or maintenances. */
public abstract class DeliveryResource {
    private final Deliveries deliveries;
    private final DeliveryStreams live;
    private final CallerProvider callers;
    private final IncidentKind kind;

    DeliveryResource(Deliveries deliveries, DeliveryStreams live, CallerProvider callers, IncidentKind kind) {
        this.deliveries = deliveries;
        this.live = live;
        this.callers = callers;
        this.kind = kind;
    }

    @GET
    @Path("{id}/deliveries")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "List the deliveries of each update on each channel")
    @APIResponse(responseCode = "200", description = "OK")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Page<DeliveryView> list(@PathParam("id") String id) {
        return new Page<>(deliveries.of(kind, id), null);
    }

    @GET
    @Path("{id}/deliveries/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "Stream the deliveries as they change",
            description = "Server-sent events named deliveries; each holds the incident's version and the whole "
                    + "list of deliveries. At most four events per second, and a comment every ten seconds. "
                    + "The stream ends after five minutes or when the token expires; reconnect then. 429 if "
                    + "too many streams are open.")
    @APIResponse(
            responseCode = "200",
            description = "A stream of server-sent events.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "event: deliveries\ndata: {\"version\": 2, \"items\": []}\n\n")))
    @APIResponse(responseCode = "429", description = "too many are being watched; Retry-After says when to try again")
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response stream(@PathParam("id") String id, @Context RoutingContext connection) {
        DeliveryStream stream = live.open(kind, id, callers.current(), callers.tokenExpiry());
        // A disconnected client frees its slot at once, not only when the next write fails.
        connection.addEndHandler(left -> stream.end());
        return Response.ok(stream)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    @POST
    @Idempotent
    @Path("{id}/deliveries/retry")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Retry failed deliveries")
    @APIResponse(
            responseCode = "202",
            description = "The request was sent to the notifiers.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeliveryRequested.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response retry(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody DeliveryFilter selection) {
        return requested(deliveries.retry(kind, id, selection, callers.current()), selection);
    }

    @POST
    @Idempotent
    @Path("{id}/deliveries/stop")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Stop deliveries that have not been sent yet")
    @APIResponse(
            responseCode = "202",
            description = "The request was sent to the notifiers.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeliveryRequested.class)))
    @APIResponse(responseCode = "410", ref = "Gone")
    public Response stop(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody DeliveryFilter selection) {
        return requested(deliveries.stop(kind, id, selection, callers.current()), selection);
    }

    private static Response requested(StoredIncident stored, DeliveryFilter selection) {
        String id = stored.document().id();
        long version = stored.document().version();
        var body = new DeliveryRequested(
                id, PublishedEvent.idOf(id, version), selection.updateId(), selection.channelNames());
        return Response.accepted(body).header("ETag", IfMatch.etag(version)).build();
    }

    /** Below {@code /v1/incidents}. */
    @Path("/v1/incidents")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Deliveries", description = "Delivery status of each update on each channel")
    public static class OfIncidents extends DeliveryResource {
        OfIncidents(Deliveries deliveries, DeliveryStreams live, CallerProvider callers) {
            super(deliveries, live, callers, IncidentKind.INCIDENT);
        }
    }

    /** Below {@code /v1/maintenances}. */
    @Path("/v1/maintenances")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Tag(name = "Deliveries", description = "Delivery status of each update on each channel")
    public static class OfMaintenances extends DeliveryResource {
        OfMaintenances(Deliveries deliveries, DeliveryStreams live, CallerProvider callers) {
            super(deliveries, live, callers, IncidentKind.MAINTENANCE);
        }
    }

    /** A retry or a stop that was sent to the notifiers. */
    public record DeliveryRequested(
            String incidentId,

            @Schema(description = "The event that carries the request.")
            String eventId,

            @Nullable String updateId,
            @Schema(description = "Empty: all channels.") List<String> channels) {}
}
