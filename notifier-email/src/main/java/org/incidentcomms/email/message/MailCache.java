package org.incidentcomms.email.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Metrics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Cache of rendered messages: each event is composed once per language and time zone, and kept while it is being sent. A
 * variant that cannot be composed is replaced by the company's own, and counted as {@code mail_variants_failed}.
 */
@Singleton
public class MailCache {
    /** In bytes. A message is about 10 KB, so this holds all variants of most events. */
    private static final long MOST_BYTES = 16L << 20;

    private static final Logger LOG = Logger.getLogger(MailCache.class);

    private record Key(String eventId, MailVariant variant) {}

    private final MailComposer composer;
    private final Company company;
    private final MailVariant usual;
    private final Cache<Key, MimeTemplate> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, MimeTemplate message) -> message.length())
            .executor(Runnable::run)
            .build();

    @Inject
    MailCache(MailComposer composer, Company company) {
        this.composer = composer;
        this.company = company;
        this.usual = MailVariant.of(company);
    }

    /**
     * The message for {@code event}, which must be an announcement, in the stored language (IETF tag) and time zone (IANA
     * name) of a reader.
     */
    public MimeTemplate of(PublishedEvent event, @Nullable String language, @Nullable String timeZone) {
        MailVariant variant = MailVariant.of(company, language, timeZone);
        try {
            return of(event, variant);
        } catch (RuntimeException e) {
            if (variant.equals(usual)) {
                throw e;
            }
            Metrics.counter(
                            "mail_variants_failed",
                            "language",
                            variant.language().tag())
                    .increment();
            LOG.warnf(
                    "mail cannot be composed in this language, the company's is sent event=%s reason=%s",
                    event.id(), e.getClass().getSimpleName());
            MimeTemplate replaced = of(event, usual);
            kept.put(new Key(event.id(), variant), replaced);
            return replaced;
        }
    }

    /** Composed once; who wants the same variant meanwhile waits, others do not. */
    private MimeTemplate of(PublishedEvent event, MailVariant variant) {
        return Objects.requireNonNull(kept.get(
                new Key(event.id(), variant),
                key -> composer.compose(event, variant).template()));
    }

    /** Bytes of the messages that are kept. */
    long bytes() {
        return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    /** Composes without caching: a previewed event may have the id of an event that was never published. */
    public ComposedMail preview(PublishedEvent event) {
        return composer.compose(event, usual);
    }

    /** The previews in other languages, by tag: of those in which an operator wrote any text of it. */
    public Map<String, ComposedMail> previewTranslated(PublishedEvent event) {
        Map<String, ComposedMail> mails = new LinkedHashMap<>();
        if (event.data() instanceof Announcement announcement) {
            for (Language language : Language.values()) {
                if (language != company.language() && announcement.isTranslated(language.tag())) {
                    mails.put(language.tag(), composer.compose(event, new MailVariant(language, null)));
                }
            }
        }
        return mails;
    }
}
