package org.incidentcomms.api.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Settings of the console ({@code CONSOLE_OIDC_ISSUER} and so on); without any, a token is pasted. */
@ConfigMapping(prefix = "console")
interface ConsoleConfig {
    /** The OpenID Connect provider to sign in at, as its tokens name it in {@code iss}. */
    Optional<URI> oidcIssuer();

    /** The public client the console is registered as there; its redirect address is the console's own. */
    Optional<String> oidcClientId();

    /** What is asked for. */
    @WithDefault("openid profile")
    String oidcScope();

    /** Whether there is all it takes to sign in at a provider. */
    default boolean hasProvider() {
        return oidcIssuer().isPresent() && oidcClientId().isPresent();
    }
}
