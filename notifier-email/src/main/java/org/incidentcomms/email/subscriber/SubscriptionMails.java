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
    private static final Duration LEASE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_ATTEMPTS = 6;
    /** A mail that somebody waits for is of no use the next day. */
    static final Duration SENT_WITHIN = Duration.ofHours(24);

    /** An import may welcome a whole list, by one connection and after all other mails about subscriptions. */
    private static final Duration WELCOMED_WITHIN = Duration.ofDays(7);

    /** The limit per mailbox counts this far back. */
    private static final Duration COUNTED = Duration.ofHours(24);

    private static final int TOKEN_BYTES = 32;

    private final SubscriptionMailStore store;
    private final SubscriptionRequestStore requests;
    private final LinkTokens links;
    private final RecipientKeys keys;
    private final SignUpConfig limits;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SubscriptionMails(
            SubscriptionMailStore store,
            SubscriptionRequestStore requests,
            LinkTokens links,
            RecipientKeys keys,
            SignUpConfig limits,
            Clock clock) {
        this.store = store;
        this.requests = requests;
        this.links = links;
        this.keys = keys;
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether so many mails wait that no more is accepted from strangers. */
    boolean isFull() {
        return store.isFull(limits.mostWaiting());
    }

    /** Whether the mailbox has had as many mails within a day as it may get. */
    boolean isLimited(EmailAddress address) {
        int most = limits.mailsPerAddress();
        return most > 0 && store.countSince(mailbox(address), clock.instant().minus(COUNTED)) >= most;
    }

    /** Queues the mail that confirms a request. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(SubscriptionRequest request) {
        add(SubscriptionMail.Kind.CONFIRM, request.address(), request.id(), null, null, request.requestedAt());
    }

    /**
     * Queues a mail about a subscriber. Nothing limits it here: {@link #isLimited} is for those whose sending somebody
     * else can bring about again and again.
     *
     * @param at when somebody asked for it, or when what it tells happened
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(SubscriptionMail.Kind kind, Subscriber subscriber, Instant at) {
        String note = kind == SubscriptionMail.Kind.WELCOME ? subscriber.note() : null;
        add(kind, new EmailAddress(subscriber.address()), null, subscriber.id(), note, at);
    }

    /** Queues the mail to welcome a row of an import, without its note: who writes a list writes for themselves. */
    @Transactional(Transactional.TxType.MANDATORY)
    void welcome(ImportStore.Added added) {
        add(SubscriptionMail.Kind.WELCOME, added.address(), null, added.id(), null, clock.instant());
    }

    private void add(
            SubscriptionMail.Kind kind,
            EmailAddress address,
            @Nullable Long requestId,
            @Nullable Long subscriberId,
            @Nullable String note,
            Instant at) {
        Instant now = clock.instant();
        store.add(
                kind,
                address,
                requestId,
                subscriberId,
                note,
                mailbox(address),
                keys.next(),
                at,
                now,
                now.plus(kind == SubscriptionMail.Kind.WELCOME ? WELCOMED_WITHIN : SENT_WITHIN));
    }

    private byte[] mailbox(EmailAddress address) {
        return links.addressHashes(address.mailboxKey()).getFirst();
    }

    /** Deletes mails that have run out. */
    void removeOld() {
        Instant now = clock.instant();
        store.removeOld(now, now.minus(COUNTED));
    }

    /** The mail that is due first, if any; nobody else gets it for the next quarter of an hour. */
    @Transactional
    public Optional<SubscriptionMail> claim() {
        Instant now = clock.instant();
        return store.claim(now, now.plus(LEASE)).flatMap(mail -> {
            Optional<String> token = token(mail);
            if (token.isEmpty()) {
                store.finish(mail.id(), mail.leasedUntil());
            }
            return token.map(text -> new SubscriptionMail(
                    mail.id(),
                    mail.kind(),
                    mail.address(),
                    mail.messageKey(),
                    text,
                    mail.recipientKey(),
                    mail.requestedAt(),
                    mail.note(),
                    mail.language(),
                    mail.timeZone(),
                    mail.attempts(),
                    mail.leasedUntil()));
        });
    }

    /** Empty if what the mail is about is gone. */
    private Optional<String> token(SubscriptionMailStore.Claimed mail) {
        if (mail.kind() != SubscriptionMail.Kind.CONFIRM) {
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

    /** Whether a claimed mail may still be sent: its request or its subscriber may be gone meanwhile. */
    public boolean isStillWanted(SubscriptionMail mail) {
        return store.isStillTrue(mail.id(), mail.leasedUntil());
    }

    /** The mail was sent, or can never be. */
    public void finish(SubscriptionMail mail) {
        store.finish(mail.id(), mail.leasedUntil());
    }

    /**
     * Sending failed for this recipient; after six attempts the mail is given up.
     *
     * @param earliest no next attempt before this, or null
     */
    public void retryRecipient(SubscriptionMail mail, @Nullable Instant earliest) {
        if (mail.attempts() >= MOST_ATTEMPTS) {
            finish(mail);
            return;
        }
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << (mail.attempts() - 1));
        Instant next = clock.instant().plus(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        store.retry(mail.id(), mail.leasedUntil(), earliest != null && earliest.isAfter(next) ? earliest : next, true);
    }

    /** The server is unreachable or refuses everybody: no attempt counts, but the mail still expires. */
    public void retryServer(SubscriptionMail mail) {
        postpone(mail, clock.instant());
    }

    /** Nothing was tried: no attempt counts, but the mail still expires. */
    public void postpone(SubscriptionMail mail, Instant until) {
        store.retry(mail.id(), mail.leasedUntil(), until, false);
    }
}
