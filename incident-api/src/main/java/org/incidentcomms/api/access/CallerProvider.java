package org.incidentcomms.api.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.incidentcomms.service.ratelimit.ClientAddress;
import org.jspecify.annotations.Nullable;

/** Provides the {@link Caller} of the current request. */
@RequestScoped
public class CallerProvider {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final JsonWebToken token;
    private final HttpServerRequest request;
    private final SecurityIdentity identity;

    CallerProvider(JsonWebToken token, HttpServerRequest request, SecurityIdentity identity) {
        this.identity = identity;
        this.token = token;
        this.request = request;
    }

    public Caller current() {
        String name = orElse(token.getName(), "unknown");
        String subject = orElse(token.getSubject(), name);
        return new Caller(name, subject, ClientAddress.of(request), trace());
    }

    /** When the token expires; null if it does not say. */
    public @Nullable Instant tokenExpiry() {
        long seconds = token.getExpirationTime();
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
    }

    /** The token as a header, for a call to a notifier in the caller's name. */
    public String authorization() {
        return "Bearer " + token.getRawToken();
    }

    public boolean isAdmin() {
        return identity.hasRole(Groups.ADMIN);
    }

    private @Nullable String trace() {
        String header = request.getHeader("traceparent");
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    static String orElse(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
