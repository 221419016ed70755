package org.incidentcomms.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.Principal;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.incidentcomms.service.jwt.JwksUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls before anything else is done for the call, so that limits and the trail can go by it. Refuses
 * nobody; what a bad token is answered is decided where the token is needed.
 */
@ApplicationScoped
public class IdentityFilter {
    /** After the framework's authentication (200) has prepared it, before everything that goes by it. */
    private static final int PRIORITY = 150;

    private static final String KEY = IdentityFilter.class.getName();
    private static final String UNVERIFIED = KEY + ".unverified";

    void register(@Observes Filters filters) {
        filters.register(IdentityFilter::identify, PRIORITY);
    }

    /** Null where there was no valid token, or none is asked for on this path. */
    public static @Nullable Identified of(RoutingContext context) {
        return context.get(KEY);
    }

    /** Whether there was a token that nobody could verify: no proof of a caller, and no failed attempt of one. */
    public static boolean isUnverified(RoutingContext context) {
        return context.get(UNVERIFIED) != null;
    }

    private static void identify(RoutingContext context) {
        if (!context.normalizedPath().startsWith("/v1/")) {
            context.next();
            return;
        }
        // Else the framework would answer a bad token by itself, and the call go on nevertheless.
        Object answering = context.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        BiConsumer<RoutingContext, Throwable> nothing = (failed, reason) -> {};
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, nothing);
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(identity -> goOn(context, answering, identity), failure -> {
                    if (JwksUnavailableException.isCauseOf(failure)) {
                        context.put(UNVERIFIED, true);
                    }
                    goOn(context, answering, null);
                });
    }

    private static void goOn(RoutingContext context, @Nullable Object answering, @Nullable SecurityIdentity identity) {
        if (answering == null) {
            context.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        } else {
            context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answering);
        }
        Identified who = identity == null ? null : Identified.of(identity);
        if (who != null) {
            context.put(KEY, who);
        }
        context.next();
    }

    /**
     * Whose valid token a request carries.
     *
     * @param name what the audit trail shows
     * @param subject what two people never share
     */
    public record Identified(String name, String subject) {

        /** Null for nobody. */
        static @Nullable Identified of(SecurityIdentity identity) {
            Principal principal = identity.getPrincipal();
            if (identity.isAnonymous() || principal == null) {
                return null;
            }
            String name = ClientAddress.orElse(principal.getName(), "unknown");
            return new Identified(
                    name,
                    principal instanceof JsonWebToken token ? ClientAddress.orElse(token.getSubject(), name) : name);
        }
    }
}
