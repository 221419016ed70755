package org.incidentcomms.email;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.incidentcomms.email.bounce.ReturnPaths;
import org.incidentcomms.email.message.Letter;
import org.incidentcomms.email.message.SubscriptionMailComposer;
import org.incidentcomms.email.message.SubscriptionMailComposer.Occasion;
import org.incidentcomms.email.smtp.OutgoingMail;
import org.incidentcomms.email.smtp.SmtpTransport;
import org.incidentcomms.email.subscriber.SubscriptionMail;
import org.incidentcomms.email.subscriber.SubscriptionMails;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.service.loop.Backoff;
import org.incidentcomms.service.loop.GuardedLoop;

/**
 * Sends the mails about subscriptions, one at a time: never through the ledger, and on one connection of the relay at
 * most, so that no number of them holds up an incident.
 */
@ApplicationScoped
class SubscriptionMailer {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final SubscriptionMails queue;
    private final SubscriptionMailComposer composer;
    private final SmtpTransport transport;
    private final ReturnPaths returnPaths;
    private final Backoff unreachable = new Backoff(Duration.ofSeconds(5), LONGEST_PAUSE);
    private final GuardedLoop loop = new GuardedLoop("subscription-mails", this::sendNext);

    SubscriptionMailer(
            SubscriptionMails queue,
            SubscriptionMailComposer composer,
            SmtpTransport transport,
            ReturnPaths returnPaths) {
        this.queue = queue;
        this.composer = composer;
        this.transport = transport;
        this.returnPaths = returnPaths;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration sendNext() {
        Optional<SubscriptionMail> due = queue.claim();
        if (due.isEmpty()) {
            return POLL;
        }
        SubscriptionMail mail = due.get();
        DeliveryResult result = transport.send(
                new OutgoingMail(returnPaths.of(mail.recipientKey()), mail.address(), compose(mail)),
                () -> queue.isStillWanted(mail));
        return record(mail, result);
    }

    private byte[] compose(SubscriptionMail mail) {
        Letter letter = switch (mail.kind()) {
            case CONFIRM -> Letter.CONFIRM;
            case MANAGE -> Letter.MANAGE;
            case WELCOME -> Letter.WELCOME;
            case PAUSED -> Letter.PAUSED;
            case QUARANTINED -> Letter.QUARANTINED;
        };
        Occasion occasion = new Occasion(mail.requestedAt(), mail.note(), mail.language(), mail.timeZone());
        return composer.compose(letter, occasion, mail.address(), mail.messageKey(), mail.token());
    }

    /** An uncertain mail is sent again under the same Message-ID; each repeat may be one more copy, so it counts. */
    private Duration record(SubscriptionMail mail, DeliveryResult result) {
        return switch (result) {
            case DeliveryResult.Delivered delivered -> finish(mail, "sent");
            case DeliveryResult.Rejected rejected -> finish(mail, "rejected");
            case DeliveryResult.Skipped skipped -> finish(mail, "skipped");
            case DeliveryResult.Park park -> pause(mail);
            case DeliveryResult.Retry retry when retry.scope() == Scope.CHANNEL -> pause(mail);
            case DeliveryResult.Uncertain uncertain
            when uncertain.scope() == Scope.CHANNEL -> {
                queue.retryRecipient(mail, uncertain.earliest());
                yield unreachable.lengthen();
            }
            case DeliveryResult.Deferred deferred -> {
                queue.postpone(mail, deferred.earliest());
                yield Duration.ZERO;
            }
            case DeliveryResult.Retry retry -> {
                queue.retryRecipient(mail, retry.earliest());
                yield Duration.ZERO;
            }
            case DeliveryResult.Uncertain uncertain -> {
                queue.retryRecipient(mail, uncertain.earliest());
                yield Duration.ZERO;
            }
        };
    }

    private Duration finish(SubscriptionMail mail, String how) {
        queue.finish(mail);
        Metrics.counter("subscription_mails", "result", how).increment();
        unreachable.reset();
        return Duration.ZERO;
    }

    private Duration pause(SubscriptionMail mail) {
        queue.retryServer(mail);
        return unreachable.lengthen();
    }
}
