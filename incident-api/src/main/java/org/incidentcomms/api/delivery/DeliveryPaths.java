package org.incidentcomms.api.delivery;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.incidentcomms.api.access.Answer;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.access.Callers;
import org.incidentcomms.api.access.Groups;
import org.incidentcomms.api.access.Idempotency;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.request.Page;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** The paths about deliveries below one incident or one maintenance. */
abstract class DeliveryPaths {
    private final Deliveries deliveries;
    private final LiveDeliveries live;
    private final Idempotency idempotency;
    private final Callers callers;
    private final Kind kind;
    private final String path;

    DeliveryPaths(
            Deliveries deliveries,
            LiveDeliveries live,
            Idempotency idempotency,
            Callers callers,
            Kind kind,
            String path) {
        this.deliveries = deliveries;
        this.live = live;
        this.idempotency = idempotency;
        this.callers = callers;
        this.kind = kind;
        this.path = path;
    }

    @GET
    @Path("{id}/deliveries")
    @RolesAllowed(Groups.VIEWER)
    @Operation(summary = "What became of each update on each channel")
    public Page<DeliveryView> list(@PathParam("id") String id) {
        return new Page<>(deliveries.of(kind, id), null);
    }

    @GET
    @Path("{id}/deliveries/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Groups.VIEWER)
    @Operation(
            summary = "The deliveries as they fill in",
            description = "Server-sent events named deliveries: each holds the incident's version and all items of the"
                    + " list above. At most four a second; a comment each ten seconds; ends after five minutes or with"
                    + " the token, whichever is first: call again. 429 where too many are being watched.")
    @APIResponse(
            responseCode = "200",
            description = "a stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "event: deliveries\ndata: {\"version\": 2, \"items\": []}\n\n")))
    @APIResponse(responseCode = "429", description = "too many are being watched; Retry-After says when to try again")
    public Response stream(@PathParam("id") String id, @Context RoutingContext connection) {
        DeliveryStream stream = live.open(kind, id, callers.current(), callers.tokenExpiry());
        // Whoever leaves frees the place at once, not only when the next write fails.
        connection.addEndHandler(left -> stream.end());
        return Response.ok(stream)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    @POST
    @Path("{id}/deliveries/retry")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Send what failed once more")
    @APIResponse(
            responseCode = "202",
            description = "on its way to the notifiers",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeliveryRequested.class)))
    public Response retry(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody Selection selection) {
        Caller caller = callers.current();
        return idempotency.once(
                key,
                caller,
                path + "/" + id + "/deliveries/retry",
                selection,
                () -> requested(deliveries.retry(kind, id, selection, caller), selection));
    }

    @POST
    @Path("{id}/deliveries/stop")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Stop what has not been sent yet")
    @APIResponse(
            responseCode = "202",
            description = "on its way to the notifiers",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeliveryRequested.class)))
    public Response stop(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody Selection selection) {
        Caller caller = callers.current();
        return idempotency.once(
                key,
                caller,
                path + "/" + id + "/deliveries/stop",
                selection,
                () -> requested(deliveries.stop(kind, id, selection, caller), selection));
    }

    private static Answer requested(StoredIncident stored, Selection selection) {
        String id = stored.document().id();
        long version = stored.document().version();
        return new Answer(
                202,
                null,
                IfMatch.etag(version),
                new DeliveryRequested(
                        id, PublishedEvent.idOf(id, version), selection.updateId(), selection.channelNames()));
    }
}
