package org.incidentcomms.email.smtp;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.SequencedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * Sends complete messages to the relay, one recipient each, and returns the result of each; SMTP failures are results,
 * not exceptions.
 */
public final class SmtpTransport implements AutoCloseable {
    /**
     * From this release on, a virtual thread that blocks inside {@code synchronized} (Angus does) releases its carrier.
     */
    private static final int UNPINNED_SINCE = 24;

    private final SmtpConnections connections;
    private final SmtpFailures failures;
    private final RefusalStreak streak = new RefusalStreak();
    private final SmtpState state;
    private final SendingLimits limits;
    private final DomainPauses pauses;
    private final int size;
    private final @Nullable ExecutorService platformThreads;

    /** {@code relays} differ in host, port and weight only. */
    SmtpTransport(List<SmtpServer> relays, SendingRates rates, Clock clock) {
        this(relays, rates, clock, new Properties(), Runtime.version().feature() < UNPINNED_SINCE);
    }

    SmtpTransport(
            List<SmtpServer> relays, SendingRates rates, Clock clock, Properties extra, boolean onPlatformThreads) {
        this.connections = new SmtpConnections(relays, extra);
        this.failures = new SmtpFailures(clock);
        this.state = new SmtpState(clock);
        this.limits = new SendingLimits(rates, clock, System::nanoTime);
        this.pauses = new DomainPauses(clock);
        this.size = limits.connections(relays.getFirst().connections());
        this.platformThreads = onPlatformThreads
                ? Executors.newCachedThreadPool( // callers wait for connections, never for a thread
                        Thread.ofPlatform().daemon().name("smtp-", 0).factory())
                : null;
    }

    /**
     * A plain-text transport for {@code host} and {@code port} with the default time-outs.
     *
     * @throws IllegalArgumentException if {@code connections} is less than 2
     */
    public static SmtpTransport plain(String host, int port, int connections, Clock clock) {
        Duration timeout = Duration.ofSeconds(30);
        return new SmtpTransport(
                List.of(new SmtpServer(
                        host,
                        port,
                        SmtpSecurity.NONE,
                        null,
                        null,
                        connections,
                        null,
                        Duration.ofSeconds(10),
                        timeout,
                        timeout,
                        Duration.ofSeconds(20))),
                SendingRates.UNLIMITED,
                clock);
    }

    /** Maximum number of messages in flight. */
    public int connections() {
        return size;
    }

    SmtpState state() {
        return state;
    }

    SmtpConnections pool() {
        return connections;
    }

    /**
     * Sends one message. If a pooled connection turns out to be closed, or is closed with 421, the message is sent on
     * another, finally on a new one; this does not count as an attempt. Before RCPT a relay that fails is replaced by
     * another one.
     *
     * <p>A recipient whose domain may get no further message now, or rests after failures, is deferred.
     *
     * @param stillWanted called on every try once a connection is available, right before MAIL, because waiting for one
     *     may take long; if it returns false, nothing is sent and the recipient counts as departed
     */
    public DeliveryResult send(OutgoingMail mail, BooleanSupplier stillWanted) {
        return send(mail, stillWanted, relay -> {});
    }

    /** As above; {@code by} is given {@code host:port} of each relay that is asked to take the message, the last one last. */
    public DeliveryResult send(OutgoingMail mail, BooleanSupplier stillWanted, Consumer<String> by) {
        String domain = mail.domain();
        DeliveryResult notNow = limits.admit(domain);
        notNow = notNow == null ? pauses.admit(domain) : notNow;
        if (notNow != null) {
            return notNow;
        }
        try {
            notNow = limits.await();
            if (notNow != null) {
                return notNow;
            }
            OutgoingMail sent = mayAnnounceNext(mail) ? mail : mail.withoutNext();
            DeliveryResult result = platformThreads == null
                    ? sendHere(sent, stillWanted, by)
                    : sendOn(platformThreads, sent, stillWanted, by);
            state.saw(result);
            return result;
        } finally {
            pauses.ended(domain);
        }
    }

    /** A recipient who may yet be deferred is not announced: the connection could not be used for anybody else. */
    private boolean mayAnnounceNext(OutgoingMail mail) {
        String next = mail.next();
        return next != null && limits.isUnlimited() && !pauses.isFailing(OutgoingMail.domain(next));
    }

    private DeliveryResult sendHere(OutgoingMail mail, BooleanSupplier stillWanted, Consumer<String> by) {
        try {
            return sendByAnyRelay(mail, stillWanted, by);
        } catch (SmtpException e) {
            DeliveryResult result = failures.classify(e);
            if (result instanceof DeliveryResult.Retry retry) {
                pauses.refused(mail.domain(), e, retry.reason());
            }
            DeliveryResult judged = streak.judge(e, mail.to(), result);
            return connections.hasHealthyAmongSeveral() ? result : judged;
        }
    }

    private DeliveryResult sendByAnyRelay(OutgoingMail mail, BooleanSupplier stillWanted, Consumer<String> by)
            throws SmtpException {
        SequencedSet<Relay> tried = new LinkedHashSet<>();
        while (true) {
            SmtpConnection connection = take(mail, tried, by);
            boolean reused = connection.isUsed();
            try {
                return sendOn(connection, mail, stillWanted);
            } catch (SmtpException e) {
                boolean stale = reused && e.isLostBeforeAcceptance();
                if (!stale && e.isRelaysFault()) {
                    connections.failed(connection, e);
                    tried.add(connection.relay());
                }
                if (!stale && !(e.isBeforeRecipient() && connections.hasOther(tried))) {
                    throw e;
                }
            }
        }
    }

    private SmtpConnection take(OutgoingMail mail, SequencedSet<Relay> tried, Consumer<String> by)
            throws SmtpException {
        try {
            SmtpConnection connection = connections.take(mail.to(), tried, mail.urgent());
            by.accept(connection.relay().server().address());
            return connection;
        } catch (SmtpException e) {
            by.accept(tried.getLast().server().address());
            throw e;
        }
    }

    private DeliveryResult sendOn(SmtpConnection connection, OutgoingMail mail, BooleanSupplier stillWanted)
            throws SmtpException {
        boolean usable = true;
        try {
            if (!stillWanted.getAsBoolean()) {
                usable = connection.announced() == null;
                return DeliveryResult.skipped(SkipReason.LEFT);
            }
            usable = false;
            connection.send(mail);
            usable = true;
            connections.accepted(connection);
            streak.accepted();
            pauses.accepted(mail.domain());
            return DeliveryResult.delivered();
        } catch (SmtpException e) {
            usable = connection.isUsableAfter(e);
            throw e;
        } finally {
            if (usable) {
                connections.giveBack(connection);
            } else {
                connections.discard(connection);
            }
        }
    }

    private DeliveryResult sendOn(
            ExecutorService threads, OutgoingMail mail, BooleanSupplier stillWanted, Consumer<String> by) {
        try {
            return threads.submit(() -> sendHere(mail, stillWanted, by)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a message", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending failed unexpectedly", e.getCause());
        }
    }

    @Override
    public void close() {
        connections.close();
        if (platformThreads != null) {
            platformThreads.shutdownNow();
        }
    }
}
