package org.incidentcomms.api.console;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Content-Security-Policy of the console: only its own files, and no inline script or style. Requests may also go to
 * the origin of the OpenID Connect provider and to that of notifier-email.
 */
final class ContentPolicy {
    private static final String BEGINNING =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
    private static final String END = "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private ContentPolicy() {}

    static String of(ConsoleConfig config) {
        Stream<String> provider = config.hasProvider()
                ? config.oidcIssuer().map(issuer -> originOf("CONSOLE_OIDC_ISSUER", issuer)).stream()
                : Stream.empty();
        Stream<String> email = config.emailUrl().flatMap(ContentPolicy::otherOrigin).stream();
        return BEGINNING
                + Stream.concat(provider, email)
                        .distinct()
                        .map(origin -> " " + origin)
                        .collect(Collectors.joining())
                + END;
    }

    /** Empty for a path on the console's own host. */
    private static Optional<String> otherOrigin(URI emailUrl) {
        boolean isPath = emailUrl.getScheme() == null
                && emailUrl.getRawAuthority() == null
                && emailUrl.toString().startsWith("/");
        return isPath ? Optional.empty() : Optional.of(originOf("CONSOLE_EMAIL_URL", emailUrl));
    }

    private static String originOf(String setting, URI address) {
        if (address.getScheme() == null || !address.getScheme().matches("(?i)https?") || address.getHost() == null) {
            throw new IllegalArgumentException(setting + " must be an http or https address with a host");
        }
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }
}
