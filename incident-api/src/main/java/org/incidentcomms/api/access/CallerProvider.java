package org.incidentcomms.api.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Provides the {@link Caller} of the current request. */
@RequestScoped
public class CallerProvider {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final JsonWebToken token;
    private final HttpServerRequest request;

    CallerProvider(JsonWebToken token, HttpServerRequest request) {
        this.token = token;
        this.request = request;
    }

    public Caller current() {
        String name = ClientAddress.orElse(token.getName(), "unknown");
        String subject = ClientAddress.orElse(token.getSubject(), name);
        return new Caller(name, subject, ClientAddress.of(request), trace());
    }

    /** When the token expires; null if it does not say. */
    public @Nullable Instant tokenExpiry() {
        long seconds = token.getExpirationTime();
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
    }

    private @Nullable String trace() {
        String header = request.getHeader("traceparent");
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }
}
