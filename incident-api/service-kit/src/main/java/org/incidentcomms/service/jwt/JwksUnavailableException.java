package org.incidentcomms.service.jwt;

import java.util.stream.Stream;
import org.jose4j.lang.UnresolvableKeyException;

/** A token was not verified because no JWKS could be fetched yet; the token may be valid. */
public final class JwksUnavailableException extends UnresolvableKeyException {
    private static final long serialVersionUID = 1L;

    JwksUnavailableException(String reason) {
        super("no JWKS could be fetched: " + reason);
    }

    JwksUnavailableException(Throwable cause) {
        super("no JWKS could be fetched", cause);
    }

    /** Whether this authentication failure does not concern the token itself. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(JwksUnavailableException.class::isInstance);
    }
}
