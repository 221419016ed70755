package org.incidentcomms.email.subscriber;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The second step of double opt-in. A GET changes nothing, because mail scanners follow every link. */
@Path("/subscriptions/confirm/{token}")
@Tag(name = "Public pages")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public class ConfirmResource {
    private final SubscriptionRequests requests;
    private final Pages pages;

    ConfirmResource(SubscriptionRequests requests, Pages pages) {
        this.requests = requests;
        this.pages = pages;
    }

    @GET
    @Operation(summary = "Page with a button to confirm; changes nothing")
    public Response page(@PathParam("token") String token) {
        return requests.look(token).map(pages::askToConfirm).orElseGet(pages::notConfirmable);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Confirm a subscription; works once")
    public Response confirm(@PathParam("token") String token) {
        return requests.confirm(token).map(pages::confirmed).orElseGet(pages::notConfirmable);
    }
}
