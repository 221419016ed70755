package org.incidentcomms.api.console;

import java.net.URI;

/**
 * The Content-Security-Policy of the console: nothing but its own files, and no line of script or style in the page
 * itself. Where operators sign in at a provider, its origin may be called too.
 */
final class ContentPolicy {
    private static final String BEGINNING =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " + "connect-src 'self'";
    private static final String END = "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private ContentPolicy() {}

    static String of(ConsoleConfig config) {
        String provider = config.hasProvider()
                ? config.oidcIssuer().map(issuer -> " " + originOf(issuer)).orElse("")
                : "";
        return BEGINNING + provider + END;
    }

    static String originOf(URI address) {
        if (address.getScheme() == null || address.getHost() == null) {
            throw new IllegalArgumentException("CONSOLE_OIDC_ISSUER must be an address with scheme and host");
        }
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }
}
