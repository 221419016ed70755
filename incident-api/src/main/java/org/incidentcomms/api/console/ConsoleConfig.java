package org.incidentcomms.api.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the console ({@code CONSOLE_OIDC_ISSUER} and so on); without them, operators paste a token. */
@ConfigMapping(prefix = "console")
interface ConsoleConfig {
    /** The OpenID Connect provider, as its tokens name it in {@code iss}. */
    Optional<URI> oidcIssuer();

    /** The console's public client at that provider; its redirect URI is the console's address. */
    Optional<String> oidcClientId();

    /** The requested scope. */
    @WithDefault("openid profile")
    String oidcScope();

    /**
     * notifier-email's address as operators' browsers reach it: {@code https://updates.example.com}, or a path on the
     * console's own host such as {@code /email}. Without it the console has no page for subscribers.
     */
    Optional<URI> emailUrl();

    /** How long what an operator publishes waits, so that it can be stopped; zero for not at all. */
    @WithDefault("PT10S")
    Duration undo();

    /** Whether signing in at a provider is configured. */
    default boolean hasProvider() {
        return oidcIssuer().isPresent() && oidcClientId().isPresent();
    }
}
