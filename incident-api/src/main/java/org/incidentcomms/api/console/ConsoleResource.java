package org.incidentcomms.api.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
                        channels.all(),
                        hasProvider ? config.oidcIssuer().map(URI::toString).orElse("") : "",
                        hasProvider ? config.oidcClientId().orElse("") : "",
                        config.oidcScope()))
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

    @CheckedTemplate(basePath = "console")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(ConsolePage page);
    }

    /**
     * The Content-Security-Policy of the console: only its own files, and no inline script or style. If operators sign
     * in at a provider, requests to its origin are allowed too.
     */
    static final class ContentPolicy {
        private static final String BEGINNING =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                        + "connect-src 'self'";
        private static final String END = "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

        private ContentPolicy() {}

        static String of(ConsoleConfig config) {
            String provider = config.hasProvider()
                    ? config.oidcIssuer().map(issuer -> " " + originOf(issuer)).orElse("")
                    : "";
            return BEGINNING + provider + END;
        }

        static String originOf(URI address) {
            if (address.getScheme() == null || address.getHost() == null) {
                throw new IllegalArgumentException("CONSOLE_OIDC_ISSUER must be an address with scheme and host");
            }
            return address.getScheme() + "://" + address.getHost()
                    + (address.getPort() < 0 ? "" : ":" + address.getPort());
        }
    }
}
