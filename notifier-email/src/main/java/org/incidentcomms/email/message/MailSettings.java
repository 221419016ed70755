package org.incidentcomms.email.message;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who the mails come from and where their links lead; checked, unlike {@link MailConfig}.
 *
 * @param publicUrl without a slash at its end
 */
public record MailSettings(Mailbox from, String messageIdDomain, URI publicUrl) {
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    /** The name of mail in {@code notify}, in reports and in metrics. */
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
        if (publicUrl.toString().endsWith("/")) {
            publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
        }
    }

    /** Reads the settings, naming the one that is missing. */
    static MailSettings of(MailConfig config) {
        Mailbox from = Mailbox.parse(config.from()
                .orElseThrow(() -> new IllegalArgumentException(
                        "EMAIL_FROM is not set; for example: ClickTime Status <status@clicktime.example>")));
        return new MailSettings(from, config.messageIdDomain().orElse(from.domain()), config.publicUrl());
    }
}
