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
 * Determines the caller before any other filter, for rate limits and the audit trail. Rejects no request; an invalid
 * token is rejected where authentication is required.
 */
@ApplicationScoped
public class IdentityFilter {
    /** After the framework's authentication (200), before all filters that use the identity. */
    private static final int PRIORITY = 150;

    private static final String KEY = IdentityFilter.class.getName();
    private static final String UNVERIFIED = KEY + ".unverified";

    void register(@Observes Filters filters) {
        filters.register(IdentityFilter::identify, PRIORITY);
    }

    /** Null if there was no valid token, or the path requires none. */
    public static @Nullable Identified of(RoutingContext context) {
        return context.get(KEY);
    }

    /** Whether the token could not be verified for lack of keys: neither an identity nor a failed attempt. */
    public static boolean isUnverified(RoutingContext context) {
        return context.get(UNVERIFIED) != null;
    }

    private static void identify(RoutingContext context) {
        if (!context.normalizedPath().startsWith("/v1/")) {
            context.next();
            return;
        }
        // Otherwise the framework would respond to an invalid token itself, and the request would continue
        // nevertheless.
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
     * The identity of a valid token.
     *
     * @param name shown in the audit trail
     * @param subject unique to a person
     */
    public record Identified(String name, String subject) {

        /** Null for anonymous requests. */
        static @Nullable Identified of(SecurityIdentity identity) {
            Principal principal = identity.getPrincipal();
            if (identity.isAnonymous() || principal == null) {
                return null;
            }
            String name = CallerProvider.orElse(principal.getName(), "unknown");
            return new Identified(
                    name,
                    principal instanceof JsonWebToken token ? CallerProvider.orElse(token.getSubject(), name) : name);
        }
    }
}
