package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.email.ClickTime.DOWN;
import static org.incidentcomms.email.ClickTime.outage;
import static org.incidentcomms.email.ClickTime.published;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.api.Test;

class MailCacheTest {
    private static final MailSettings SETTINGS = new MailSettings(
            FromAddress.parse("status@clicktime.example"),
            "clicktime.example",
            URI.create("https://updates.clicktime.example"));
    private static final PublishedEvent OPENED = published(new IncidentOpened(outage(DOWN), "upd-1"));

    private final MailCache cache = BuiltInMails.cache(SETTINGS, ClickTime.COMPANY);

    @Test
    void aVariantIsComposedOnceAndSharedByItsReaders() {
        MimeTemplate german = cache.of(OPENED, "de", "Europe/Berlin");

        assertThat(cache.of(OPENED, "de", "Europe/Berlin")).isSameAs(german);
        assertThat(cache.of(OPENED, "de", null)).isNotSameAs(german);
        assertThat(new String(german.fill("pat@customer.example", "key", "token", "token"), StandardCharsets.US_ASCII))
                .contains("Content-Language: de")
                .contains("Normalzeit (GMT +01:00)")
                .as("the operator's text as written")
                .contains("ClickTime cannot be reached");
    }

    @Test
    void whoChoseNothingOrWhatIsNoLongerKnownGetsTheCompanysMail() {
        assertThat(cache.of(OPENED, null, null)).isSameAs(cache.of(OPENED, "en", null));
        assertThat(cache.of(OPENED, "xx", "Mars/Olympus")).isSameAs(cache.of(OPENED, "en", null));
    }

    @Test
    void manyVariantsStayWithinABound() {
        for (Language language : Language.values()) {
            for (String zone : ZoneId.getAvailableZoneIds()) {
                cache.of(OPENED, language.tag(), zone);
            }
        }

        assertThat(cache.bytes()).isBetween(8L << 20, 16L << 20);
    }

    @Test
    void aVariantThatFailsIsReplacedByTheCompanysAndCounted() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Metrics.addRegistry(metrics);
        MailCache failing = new MailCache(
                new MailComposer(SETTINGS, ClickTime.COMPANY, BuiltInMails.TEMPLATES, DkimSigner.none()) {
                    @Override
                    ComposedMail compose(PublishedEvent event, MailVariant variant) {
                        if (variant.language() == Language.JAPANESE) {
                            throw new IllegalStateException("no text");
                        }
                        return super.compose(event, variant);
                    }
                },
                ClickTime.COMPANY);
        try {
            for (String zone : List.of("Asia/Tokyo", "Asia/Tokyo")) {
                assertThat(failing.of(OPENED, "ja", zone)).isSameAs(failing.of(OPENED, null, null));
            }
            assertThat(metrics.counter("mail_variants_failed", "language", "ja").count())
                    .isEqualTo(1);
        } finally {
            Metrics.removeRegistry(metrics);
        }
    }
}
