package org.incidentcomms.email.bounce;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.service.loop.Backoff;
import org.incidentcomms.service.loop.GuardedLoop;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the bounce mailbox every now and then, on one replica at a time. Without {@code BOUNCE_IMAP_HOST} it does nothing. */
@ApplicationScoped
class BouncePoller {
    private static final Logger LOG = Logger.getLogger(BouncePoller.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /**
     * What health shows.
     *
     * @param since the beginning of the failure; null while there is none
     * @param reason {@code credentials} or {@code unreachable}
     */
    record State(
            @Nullable Instant since,
            @Nullable String reason,
            @Nullable Instant lastReadAt) {}

    private final BounceConfig config;
    private final BounceParser parser;
    private final Bounces bounces;
    private final MailboxLease lease;
    private final Clock clock;
    private volatile State state = new State(null, null, null);
    private @Nullable GuardedLoop loop;
    private @Nullable ImapMailbox mailbox;

    BouncePoller(BounceConfig config, BounceParser parser, Bounces bounces, MailboxLease lease, Clock clock) {
        this.config = config;
        this.parser = parser;
        this.bounces = bounces;
        this.lease = lease;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        config.imap().host().map(host -> ImapMailbox.of(host, config)).ifPresent(this::start);
    }

    private void start(ImapMailbox imap) {
        mailbox = imap;
        BounceMailbox reader = new BounceMailbox(imap, parser, bounces::apply);
        Backoff away = new Backoff(Duration.ofSeconds(5), LONGEST_PAUSE);
        GuardedLoop started = new GuardedLoop("bounce-mailbox", () -> read(imap, reader, away));
        loop = started;
        started.start();
    }

    void stop(@Observes ShutdownEvent event) {
        GuardedLoop running = loop;
        ImapMailbox read = mailbox;
        if (running != null && read != null) {
            running.close();
            lease.release(read.name());
        }
    }

    boolean isOn() {
        return mailbox != null;
    }

    State state() {
        return state;
    }

    private Duration read(ImapMailbox imap, BounceMailbox reader, Backoff away) {
        if (!lease.take(imap.name())) {
            return imap.pollInterval();
        }
        GuardedLoop running = loop;
        try {
            boolean more = reader.read(() -> running != null && running.isOpen() && lease.take(imap.name()));
            away.reset();
            state = new State(null, null, clock.instant());
            return more ? Duration.ZERO : imap.pollInterval();
        } catch (MessagingException e) {
            String reason = e instanceof AuthenticationFailedException ? "credentials" : "unreachable";
            Instant since = state.since();
            if (since == null) { // the exception's message may contain an address
                LOG.warnf(
                        "bounce mailbox cannot be read reason=%s error=%s",
                        reason, e.getClass().getSimpleName());
            }
            state = new State(since == null ? clock.instant() : since, reason, state.lastReadAt());
            Metrics.counter("bounce_mailbox_failures", "reason", reason).increment();
            Duration pause = away.lengthen();
            return pause.compareTo(imap.pollInterval()) > 0 ? pause : imap.pollInterval();
        }
    }
}
