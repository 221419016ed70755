package org.incidentcomms.blog.site.page;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.incidentcomms.events.Component;
import org.jspecify.annotations.Nullable;

/**
 * The forms with which visitors subscribe to mails: plain HTML forms that a browser sends to notifier-email.
 *
 * @param action URL of its {@code POST /subscriptions}; null if there are no forms
 */
public record SignUpForm(@Nullable String action) {
    /** The site without forms. */
    public static final SignUpForm NONE = new SignUpForm(null);

    private static final String SETTING = "EMAIL_PUBLIC_URL";

    /** A component to choose. */
    public record Choice(String id, String name) {
        static List<Choice> of(List<Component> components) {
            return components.stream()
                    .map(component -> new Choice(component.id(), component.name()))
                    .toList();
        }
    }

    /**
     * The forms for the notifier at this URL.
     *
     * @throws IllegalArgumentException if it is no absolute http or https URL, or has a query or fragment
     */
    public static SignUpForm of(Optional<URI> publicUrl) {
        return publicUrl
                .map(url -> {
                    String scheme =
                            url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
                    boolean isBase = url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null;
                    // A policy separates its directives by semicolons and commas.
                    if (!isBase || !scheme.matches("https?") || url.toString().matches(".*[;,].*")) {
                        throw new IllegalArgumentException(SETTING
                                + " must be the http or https address at which customers reach notifier-email, such as"
                                + " https://updates.example.com");
                    }
                    return new SignUpForm(url.toString().replaceAll("/+$", "") + "/subscriptions");
                })
                .orElse(NONE);
    }
}
