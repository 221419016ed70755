package org.incidentcomms.api.delivery;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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
    private final Idempotency idempotency;
    private final Callers callers;
    private final Kind kind;
    private final String path;

    DeliveryPaths(Deliveries deliveries, Idempotency idempotency, Callers callers, Kind kind, String path) {
        this.deliveries = deliveries;
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

    @POST
    @Path("{id}/deliveries/retry")
    @RolesAllowed(Groups.OPERATOR)
    @Operation(summary = "Send what failed once more")
    @APIResponseSchema(value = DeliveryRequested.class, responseCode = "202")
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
    @APIResponseSchema(value = DeliveryRequested.class, responseCode = "202")
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
