package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.incidentcomms.service.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The durable queue of mails about subscriptions. A confirmation's token exists only in the mail: each attempt to send
 * gets a new one, and its hash is stored before the mail leaves.
 */
@Singleton
public class SubscriptionMails {
    /** Longer than any attempt takes; after it, a mail whose sender died is sent again. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_ATTEMPTS = 6;
    /** A mail that somebody waits for is of no use the next day. */
    static final Duration SENT_WITHIN = Duration.ofHours(24);

    private static final int TOKEN_BYTES = 32;

    private final SubscriptionMailStore store;
    private final SubscriptionRequestStore requests;
    private final LinkTokens links;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SubscriptionMails(SubscriptionMailStore store, SubscriptionRequestStore requests, LinkTokens links, Clock clock) {
        this.store = store;
        this.requests = requests;
        this.links = links;
        this.clock = clock;
    }

    /** The mail that is due first, if any; nobody else gets it for the next ten minutes. */
    @Transactional
    public Optional<SubscriptionMail> claim() {
        Instant now = clock.instant();
        return store.claim(now, now.plus(LEASE)).flatMap(mail -> {
            Optional<String> token = token(mail);
            if (token.isEmpty()) {
                store.finish(mail.id());
            }
            return token.map(text -> new SubscriptionMail(
                    mail.id(),
                    mail.kind(),
                    mail.address(),
                    mail.messageKey(),
                    text,
                    mail.requestedAt(),
                    mail.attempts()));
        });
    }

    /** Empty if what the mail is about is gone. */
    private Optional<String> token(SubscriptionMailStore.Claimed mail) {
        if (mail.kind() == SubscriptionMail.Kind.MANAGE) {
            return Optional.ofNullable(mail.recipientKey()).map(key -> links.sign(LinkTokens.Purpose.MANAGE, key));
        }
        Long requestId = mail.requestId();
        if (requestId == null) {
            return Optional.empty();
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        requests.addToken(hash(token), requestId);
        return Optional.of(token);
    }

    static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    /** The mail was sent, or can never be. */
    public void finish(SubscriptionMail mail) {
        store.finish(mail.id());
    }

    /**
     * Sending failed for this recipient; after six attempts the mail is given up.
     *
     * @param earliest no next attempt before this, or null
     */
    public void retryRecipient(SubscriptionMail mail, @Nullable Instant earliest) {
        if (mail.attempts() >= MOST_ATTEMPTS) {
            store.finish(mail.id());
            return;
        }
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << (mail.attempts() - 1));
        Instant next = clock.instant().plus(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        store.retry(mail.id(), earliest != null && earliest.isAfter(next) ? earliest : next, true);
    }

    /** The server is unreachable or refuses everybody: no attempt counts, but the mail still expires. */
    public void retryServer(SubscriptionMail mail) {
        postpone(mail, clock.instant());
    }

    /** Nothing was tried: no attempt counts, but the mail still expires. */
    public void postpone(SubscriptionMail mail, Instant until) {
        store.retry(mail.id(), until, false);
    }
}
