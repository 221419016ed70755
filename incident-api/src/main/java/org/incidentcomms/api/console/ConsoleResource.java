package org.incidentcomms.api.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.template.CompanyConfig;

/** {@code /}: the console. The page contains no data, so it needs no token; each of its API calls does. */
@Path("/")
public class ConsoleResource {
    private final byte[] page;
    private final String policy;

    ConsoleResource(
            ConsoleConfig config,
            CompanyConfig company,
            ChannelCatalogue channels,
            @ConfigProperty(name = "status.page.url") String statusPage) {
        this.policy = ContentPolicy.of(config);
        boolean hasProvider = config.hasProvider();
        this.page = Templates.page(new ConsolePage(
                        company,
                        statusPage.replaceAll("/+$", ""),
                        config.emailUrl()
                                .map(url -> url.toString().replaceAll("/+$", ""))
                                .orElse(""),
                        channels.all(),
                        hasProvider ? config.oidcIssuer().map(URI::toString).orElse("") : "",
                        hasProvider ? config.oidcClientId().orElse("") : "",
                        config.oidcScope(),
                        config.undo().toSeconds()))
                .render()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(hidden = true)
    public Response page() {
        return Response.ok(page)
                .type("text/html;charset=UTF-8")
                .header("Content-Security-Policy", policy)
                .header("Cache-Control", "no-store")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .build();
    }

    /** Links in alerts and chats: the query fills in the form. */
    @GET
    @Path("incidents/new")
    @PermitAll
    @Operation(hidden = true)
    public Response newIncident(@Context UriInfo uri) {
        String query = uri.getRequestUri().getRawQuery();
        return Response.seeOther(uri.getBaseUri().resolve("#/incidents/new" + (query == null ? "" : "?" + query)))
                .build();
    }

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(ConsolePage page);
    }
}
