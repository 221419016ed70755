package org.incidentcomms.blog.publish.wordpress;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.incidentcomms.service.settings.SecretFiles;
import org.jspecify.annotations.Nullable;

/**
 * A site and the account that posts there.
 *
 * @param site address of the site's front page, without query and trailing slash
 * @param authorization value of the header (RFC 7617)
 */
record WordPressAccount(URI site, String username, String authorization) {

    /**
     * The account of {@code config}, or empty if no address is set.
     *
     * @throws IllegalStateException if a setting is missing or invalid; the message names it
     */
    static Optional<WordPressAccount> of(WordPressConfig config) {
        return given(config.url()).map(WordPressAccount::site).map(site -> {
            String username = given(config.username()).orElseThrow(() -> missing("WORDPRESS_USERNAME"));
            return new WordPressAccount(site, username, basic(username, password(config)));
        });
    }

    private static String password(WordPressConfig config) {
        Optional<String> direct = given(config.applicationPassword());
        Optional<String> file = given(config.applicationPasswordFile());
        if (direct.isPresent() && file.isPresent()) {
            throw new IllegalStateException(
                    "WORDPRESS_APPLICATION_PASSWORD and WORDPRESS_APPLICATION_PASSWORD_FILE are both set;"
                            + " set only one of them.");
        }
        return direct.or(() -> file.map(path -> SecretFiles.read("WORDPRESS_APPLICATION_PASSWORD", path)))
                .orElseThrow(() -> missing("WORDPRESS_APPLICATION_PASSWORD"));
    }

    /** Addresses of the API or of the administration are shortened to the site's. */
    private static URI site(String setting) {
        URI uri;
        try {
            uri = URI.create(setting);
        } catch (IllegalArgumentException e) {
            throw wrongUrl(e);
        }
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw wrongUrl(null);
        }
        String path = uri.getRawPath().replaceFirst("/(wp-json|wp-admin|wp-login\\.php|index\\.php)(/.*)?$", "");
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path.replaceFirst("/+$", ""));
    }

    private static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.map(String::strip).filter(value -> !value.isEmpty());
    }

    private static IllegalStateException missing(String setting) {
        return new IllegalStateException("WORDPRESS_URL is set, so " + setting
                + " must be set too. Create an application password in WordPress" + " under Users, Profile.");
    }

    private static IllegalStateException wrongUrl(@Nullable Exception cause) {
        return new IllegalStateException(
                "WORDPRESS_URL must be the address of the site, such as https://blog.example.com, without user and"
                        + " password.",
                cause);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return username + " at " + site;
    }
}
