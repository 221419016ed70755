package org.incidentcomms.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

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
        String name = orElse(principal.getName(), "unknown");
        return new Identified(name, principal instanceof JsonWebToken token ? orElse(token.getSubject(), name) : name);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
