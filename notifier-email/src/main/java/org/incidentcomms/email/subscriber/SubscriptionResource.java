package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.service.problem.Problem;
import org.incidentcomms.service.problem.Violation;
import org.incidentcomms.service.ratelimit.AddressPrefix;
import org.incidentcomms.service.ratelimit.ClientAddress;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * Joining the list. The response is the same, in the same time, whether the address is known or not: it says only that
 * the request was stored.
 */
@Path("/subscriptions")
@Tag(name = "Public pages")
@PermitAll
@RunOnVirtualThread
public class SubscriptionResource {
    private static final String SLUG = "[^\\p{Cntrl}]{0,200}";
    private static final Map<String, String> ACCEPTED = Map.of(
            "message",
            "if the address can receive mail, a message with a link is on its way to it; nothing happens before");

    private final SubscriptionRequests requests;
    private final SignUpLimits limits;
    private final Pages pages;

    SubscriptionResource(SubscriptionRequests requests, SignUpLimits limits, Pages pages) {
        this.requests = requests;
        this.limits = limits;
        this.pages = pages;
    }

    /**
     * Request to get mail.
     *
     * @param components component ids; empty for all
     * @param events some of {@code incident}, {@code maintenance}, {@code postmortem}; empty for all
     * @param language one of {@code en}, {@code de}, {@code fr}, {@code es}, {@code ja}
     * @param timeZone IANA name
     * @param incident slug of the one incident to hear about, and of nothing else
     */
    public record SignUp(
            @NotNull String email,
            @Nullable List<String> components,
            @Nullable List<String> events,
            @Nullable String language,
            @JsonProperty("time_zone") @Nullable String timeZone,
            @Nullable @Pattern(regexp = SLUG) String incident) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "Page with the form to subscribe; with ?incident=<slug> to one incident only")
    public Response form(@QueryParam("incident") @Nullable String incident) {
        return pages.subscribe(SubscribeView.empty(slug(incident)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for a mail with the link that confirms (or manages) a subscription")
    public Response signUp(@NotNull @Valid SignUp body, @Context HttpServerRequest request) {
        EmailAddress address = EmailAddress.ofRequest(body.email());
        Preferences preferences =
                new PreferencesInput(body.components(), body.events(), body.language(), body.timeZone()).validated();
        limits.count(network(request));
        requests.accept(address, preferences, slug(body.incident()));
        return Response.accepted(ACCEPTED).build();
    }

    /** @param website a field no person sees; who fills it in is a program, and gets the same response */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "The same from the page's form")
    public Response signUp(
            @RestForm @Nullable String email,
            @RestForm @Nullable List<String> components,
            @RestForm @Nullable List<String> events,
            @RestForm @Nullable String language,
            @RestForm("time_zone") @Nullable String timeZone,
            @RestForm @Nullable String incident,
            @RestForm @Nullable String website,
            @Context HttpServerRequest request) {
        PreferencesInput input = new PreferencesInput(components, events, language, timeZone);
        List<Violation> violations = new ArrayList<>(input.violations());
        if (incident != null && !incident.matches(SLUG)) {
            violations.add(new Violation("incident", "must be the last part of an incident page's address"));
        }
        EmailAddress address = null;
        try {
            address = EmailAddress.parse(email == null ? "" : email);
        } catch (InvalidAddressException e) {
            violations.addFirst(new Violation("email", String.valueOf(e.getMessage())));
        }
        if (address == null || !violations.isEmpty()) {
            return pages.subscribe(new SubscribeView(email, slug(incident), input, violations));
        }
        try {
            limits.count(network(request));
            if (website == null || website.isBlank()) {
                requests.accept(address, input.validated(), slug(incident));
            }
        } catch (Problem tooMany) {
            return pages.tooManyRequests(tooMany);
        }
        return pages.accepted(language);
    }

    private static @Nullable String slug(@Nullable String incident) {
        return incident == null || incident.isBlank() || !incident.matches(SLUG) ? null : incident;
    }

    /** IPv4 /24 or IPv6 /56. */
    static String network(HttpServerRequest request) {
        return AddressPrefix.of(ClientAddress.of(request), 3, 7);
    }
}
