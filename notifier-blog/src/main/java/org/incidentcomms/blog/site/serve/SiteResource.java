package org.incidentcomms.blog.site.serve;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Date;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.blog.site.files.SiteFile;
import org.incidentcomms.blog.site.files.SitePath;
import org.incidentcomms.service.digest.Sha256;

/** The public site: every URL not taken by another resource is a file of the current build, or 404. */
@Path("/")
public class SiteResource {
    private static final SitePath NOT_FOUND = SitePath.page("404");

    private final SiteDirectory directory;

    SiteResource(SiteDirectory directory) {
        this.directory = directory;
    }

    @GET
    @Operation(hidden = true)
    @RunOnVirtualThread
    public Response front(@Context Request request) {
        return page("", request);
    }

    @GET
    @Path("{path: .+}")
    @Operation(hidden = true)
    @RunOnVirtualThread
    public Response page(@PathParam("path") String path, @Context Request request) {
        Optional<SiteRoute> address = SiteRoute.of(path);
        Optional<SiteFile> file = address.flatMap(found -> directory.read(found.file()));
        return file.isPresent() ? found(address.get(), file.get(), request) : missing();
    }

    private static Response found(SiteRoute address, SiteFile file, Request request) {
        EntityTag tag = new EntityTag(Sha256.hex(file.content(), 12));
        Date modified = Date.from(file.modified());
        ResponseBuilder answer = request.evaluatePreconditions(modified, tag);
        if (answer == null) {
            answer = Response.ok(file.content()).header(HttpHeaders.CONTENT_TYPE, address.contentType());
        }
        return secured(
                        answer,
                        address.isStandalone() ? ContentSecurity.standalone(file.content()) : ContentSecurity.PAGE)
                .tag(tag)
                .lastModified(modified)
                .header(HttpHeaders.CACHE_CONTROL, address.caching())
                .build();
    }

    /** A mail or post may arrive before the page exists, so the 404 must not be cached. */
    private Response missing() {
        Optional<SiteFile> page = directory.read(NOT_FOUND);
        ResponseBuilder answer = page.isPresent()
                ? Response.status(Response.Status.NOT_FOUND)
                        .entity(page.get().content())
                        .header(HttpHeaders.CONTENT_TYPE, SiteRoute.HTML)
                : Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .entity("The status page is being prepared. Please try again in a few seconds.\n")
                        .header(HttpHeaders.RETRY_AFTER, "5")
                        .header(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        return secured(answer, ContentSecurity.PAGE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ResponseBuilder secured(ResponseBuilder answer, String policy) {
        return answer.header("Content-Security-Policy", policy);
    }
}
