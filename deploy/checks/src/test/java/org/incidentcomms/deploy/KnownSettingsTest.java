package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    @Test
    void each_form_of_a_setting_is_found() {
        assertThat(KnownSettings.of("notifier-email"))
                .contains(
                        "HTTP_HOST",
                        "JWT_ISSUER",
                        "STATUS_PAGE_URL",
                        "SMTP_PASSWORD_FILE",
                        "BOUNCE_IMAP_PASSWORD_FILE",
                        "BOUNCE_POLL_INTERVAL",
                        "EMAIL_LINK_SECRET_FILE",
                        "QUARKUS_DATASOURCE_PASSWORD_FILE",
                        "KAFKA_SECURITY_PROTOCOL")
                .doesNotContain("TWITTER_CONSUMER_KEY", "BLOG_SITE_DIRECTORY", "SMTP_PASWORD", "ABOUT_INCIDENT");
        assertThat(KnownSettings.of("notifier-twitter")).contains("TWITTER_CONSUMER_KEY_FILE");
        assertThat(KnownSettings.of("notifier-blog"))
                .contains("BLOG_SITE_DIRECTORY", "EMAIL_PUBLIC_URL", "QUARKUS_DATASOURCE_PASSWORD_FILE")
                .doesNotContain("SMTP_HOST");
        assertThat(KnownSettings.of("incident-api"))
                .contains("CONSOLE_EMAIL_URL", "NOTIFIER_EMAIL_URL", "OPERATOR_WEBHOOK_URL_FILE");
    }
}
