package org.incidentcomms.email.console;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configured origins (RFC 6454), in the form in which browsers send them. */
record ConsoleOrigins(Set<String> all) {

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if one is no http or https origin; {@code *} and {@code null} are none
     */
    static ConsoleOrigins of(Collection<String> configured) {
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : configured) {
            origins.add(serialized(origin.strip()));
        }
        return new ConsoleOrigins(Set.copyOf(origins));
    }

    boolean contains(@Nullable String origin) {
        return origin != null && all.contains(origin);
    }

    private static String serialized(String origin) {
        try {
            URI uri = URI.create(origin.replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean isOrigin = uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            if (isOrigin && scheme.matches("https?")) {
                int port = uri.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : uri.getPort();
                return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port);
            }
        } catch (IllegalArgumentException e) {
            // as below
        }
        throw new IllegalArgumentException("EMAIL_CONSOLE_ORIGINS must be origins such as https://console.example.com,"
                + " separated by commas, not \"" + origin + "\"");
    }
}
