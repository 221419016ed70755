package org.incidentcomms.email.message;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.wording.Company;

/** Cache of composed mails: each event is composed once and kept while it is being sent. */
@Singleton
public class MailCache {
    /** Few incidents are announced at a time; a post-mortem may be a few hundred kilobytes. */
    private static final int KEPT = 16;

    private final MailComposer composer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ComposedMail> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ComposedMail> eldest) {
            return size() > KEPT;
        }
    };

    @Inject
    MailCache(MailSettings settings, Company company, MailTemplates templates) {
        this(new MailComposer(settings, company, templates));
    }

    MailCache(MailComposer composer) {
        this.composer = composer;
    }

    /** The mail for {@code event}, which must be an announcement. */
    public ComposedMail of(PublishedEvent event) {
        lock.lock();
        try {
            return kept.computeIfAbsent(event.id(), id -> composer.compose(event));
        } finally {
            lock.unlock();
        }
    }

    /** Composes without caching: a previewed event may have the id of an event that was never published. */
    public ComposedMail preview(PublishedEvent event) {
        return composer.compose(event);
    }
}
