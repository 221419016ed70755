package org.incidentcomms.email.message;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sender and link settings, validated, unlike {@link MailConfig}.
 *
 * @param publicUrl without a trailing slash
 * @param listOwner how a reader reaches a person who keeps the list; {@code http}, {@code https} or {@code mailto}
 */
public record MailSettings(
        FromAddress from,
        String messageIdDomain,
        URI publicUrl,
        @Nullable URI listOwner) {
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    private static final Pattern OWNER = Pattern.compile("(https?://|mailto:)[!-;=?-~]+", Pattern.CASE_INSENSITIVE);

    /** The channel's name in {@code notify}, in reports and in metrics. */
    public static final String CHANNEL = "email";

    public MailSettings {
        if (!DOMAIN.matcher(messageIdDomain).matches()) {
            throw new IllegalArgumentException("EMAIL_MESSAGE_ID_DOMAIN is not a domain name");
        }
        String scheme =
                publicUrl.getScheme() == null ? "" : publicUrl.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || publicUrl.getHost() == null) {
            throw new IllegalArgumentException("EMAIL_PUBLIC_URL must begin with https:// (or http://) and a host");
        }
        if (listOwner != null && !OWNER.matcher(listOwner.toString()).matches()) {
            throw new IllegalArgumentException(
                    "COMPANY_SUPPORT_URL must be an http, https or mailto address, not " + listOwner);
        }
        if (publicUrl.toString().endsWith("/")) {
            publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
        }
    }

    /** Without a {@code List-Owner}. */
    public MailSettings(FromAddress from, String messageIdDomain, URI publicUrl) {
        this(from, messageIdDomain, publicUrl, null);
    }

    /** Reads the settings; the exception names the missing one. */
    static MailSettings of(MailConfig config, Optional<URI> supportUrl) {
        FromAddress from = FromAddress.parse(config.from()
                .orElseThrow(() -> new IllegalArgumentException(
                        "EMAIL_FROM is not set; for example: ClickTime Status <status@clicktime.example>")));
        return new MailSettings(
                from, config.messageIdDomain().orElse(from.domain()), config.publicUrl(), supportUrl.orElse(null));
    }
}
