package org.incidentcomms.service.jwt;

import java.util.stream.Stream;
import org.jose4j.lang.UnresolvableKeyException;

/** A token was not verified, because no JWKS could be fetched yet; nothing is known against the token. */
public final class JwksUnavailableException extends UnresolvableKeyException {
    private static final long serialVersionUID = 1L;

    JwksUnavailableException(String reason) {
        super("no JWKS could be fetched: " + reason);
    }

    JwksUnavailableException(Throwable cause) {
        super("no JWKS could be fetched", cause);
    }

    /** Whether this failure of an authentication says nothing of the token. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(JwksUnavailableException.class::isInstance);
    }
}
