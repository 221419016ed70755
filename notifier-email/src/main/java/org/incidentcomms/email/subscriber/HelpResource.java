package org.incidentcomms.email.subscriber;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The page the header List-Help of each mail links to. */
@Path("/subscriptions/help")
@Tag(name = "Public pages")
@PermitAll
@RunOnVirtualThread
public class HelpResource {
    private final Pages pages;

    HelpResource(Pages pages) {
        this.pages = pages;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Page: about the update list and how to unsubscribe")
    public Response help() {
        return pages.help();
    }
}
