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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.incidentcomms.service.problem.Violation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** A subscriber's own page. A GET changes nothing, because mail scanners follow every link. */
@Path("/subscriptions/manage/{token}")
@Tag(name = "Public pages")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
public class ManageResource {
    private final Subscriptions subscriptions;
    private final Subscribers subscribers;
    private final Pages pages;

    ManageResource(Subscriptions subscriptions, Subscribers subscribers, Pages pages) {
        this.subscriptions = subscriptions;
        this.subscribers = subscribers;
        this.pages = pages;
    }

    @GET
    @Operation(summary = "Page with a subscriber's choices; changes nothing")
    public Response page(@PathParam("token") String token) {
        return shown(token, subscriptions.byManageToken(token), false, List.of());
    }

    /** @param action {@code save}, {@code pause}, {@code resume} or {@code leave} */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Change, pause, resume or end the subscription: action=save, pause, resume or leave")
    public Response change(
            @PathParam("token") String token,
            @RestForm @Nullable String action,
            @RestForm @Nullable List<String> components,
            @RestForm @Nullable List<String> events,
            @RestForm @Nullable String language,
            @RestForm("time_zone") @Nullable String timeZone) {
        return switch (action == null ? "" : action) {
            case "save" -> {
                PreferencesInput input = new PreferencesInput(components, events, language, timeZone);
                List<Violation> violations = input.violations();
                yield violations.isEmpty()
                        ? shown(token, subscriptions.choose(token, input.validated()), true, List.of())
                        : shown(token, subscriptions.byManageToken(token), false, violations);
            }
            case "pause" -> shown(token, subscriptions.pause(token, true), true, List.of());
            case "resume" -> shown(token, subscriptions.pause(token, false), true, List.of());
            case "leave" -> {
                String known = subscriptions
                        .byManageToken(token)
                        .map(subscriber -> subscriber.preferences().language())
                        .orElse(null);
                yield subscribers.leave(token) == Subscribers.LinkState.NOT_OURS
                        ? pages.notOurs(Pages.TWO_UP)
                        : pages.unsubscribed(Pages.TWO_UP, known);
            }
            default ->
                shown(
                        token,
                        subscriptions.byManageToken(token),
                        false,
                        List.of(new Violation("action", "must be one of save, pause, resume, leave")));
        };
    }

    private Response shown(String token, Optional<Subscriber> subscriber, boolean saved, List<Violation> violations) {
        return subscriber
                .map(found -> pages.manage(found, saved, violations))
                .orElseGet(() -> subscriptions.isOurs(token)
                        ? pages.unsubscribed(Pages.TWO_UP, null)
                        : pages.notOurs(Pages.TWO_UP));
    }
}
