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
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * Unsubscribe pages. A GET changes nothing, because mail scanners follow every link; a POST unsubscribes at once. Mail
 * programs post {@code List-Unsubscribe=One-Click} (RFC 8058) without cookies, and expect neither a redirect nor a
 * page.
 */
@Path("/unsubscribe/{token}")
@Tag(name = "Public pages")
@PermitAll
@RunOnVirtualThread
public class UnsubscribeResource {
    private static final String ONE_CLICK = "One-Click";

    private final Subscribers subscribers;
    private final Pages pages;

    UnsubscribeResource(Subscribers subscribers, Pages pages) {
        this.subscribers = subscribers;
        this.pages = pages;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Page with an unsubscribe button; changes nothing")
    public Response page(@PathParam("token") String token) {
        return switch (subscribers.look(token)) {
            case SUBSCRIBED -> pages.askToUnsubscribe(subscribers.language(token));
            case GONE -> pages.unsubscribed(Pages.ONE_UP, null);
            case NOT_OURS -> pages.notOurs(Pages.ONE_UP);
        };
    }

    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Unsubscribe: one-click (RFC 8058) answers 200 without a body, the button a page")
    public Response unsubscribe(
            @PathParam("token") String token, @RestForm("List-Unsubscribe") @Nullable String listUnsubscribe) {
        boolean isOneClick = ONE_CLICK.equals(listUnsubscribe);
        String language = isOneClick ? null : subscribers.language(token);
        Subscribers.LinkState before = subscribers.unsubscribe(token);
        if (before == Subscribers.LinkState.NOT_OURS) {
            return pages.notOurs(Pages.ONE_UP);
        }
        return isOneClick ? Response.ok().build() : pages.unsubscribed(Pages.ONE_UP, language);
    }
}
