package org.incidentcomms.email;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.incidentcomms.email.message.ComposedMail;
import org.incidentcomms.email.message.MailCache;
import org.incidentcomms.email.message.MailSettings;
import org.incidentcomms.email.smtp.OutgoingMail;
import org.incidentcomms.email.smtp.SmtpTransport;
import org.incidentcomms.email.subscriber.AudienceFilter;
import org.incidentcomms.email.subscriber.EventKind;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.incidentcomms.email.subscriber.Subscriber;
import org.incidentcomms.email.subscriber.SubscriberStore;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.SkipReason;

/** Sends mail to the update list: one message per subscriber, each with its own Message-ID and unsubscribe link. */
@ApplicationScoped
public class EmailChannel implements Channel<Addressee> {
    /**
     * Maximum age of a list reading. A subscriber must get no mail that starts more than one second after they
     * unsubscribed; the difference to one second allows for a garbage collection between the age check and MAIL. It is
     * longer than the kit works on a range before it reads again, so a second query is rare.
     */
    static final Duration READING_HOLDS = Duration.ofMillis(800);

    private final SubscriberStore subscribers;
    private final MailCache mails;
    private final LinkTokens links;
    private final SmtpTransport transport;
    private final MailSettings settings;
    private final LongSupplier nanoTime;

    @Inject
    public EmailChannel(
            SubscriberStore subscribers,
            MailCache mails,
            LinkTokens links,
            SmtpTransport transport,
            MailSettings settings) {
        this(subscribers, mails, links, transport, settings, System::nanoTime);
    }

    EmailChannel(
            SubscriberStore subscribers,
            MailCache mails,
            LinkTokens links,
            SmtpTransport transport,
            MailSettings settings,
            LongSupplier nanoTime) {
        this.subscribers = subscribers;
        this.mails = mails;
        this.links = links;
        this.transport = transport;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public String destination() {
        return MailSettings.CHANNEL;
    }

    @Override
    public Audience audience(PublishedEvent event) {
        SubscriberStore.Reach reach = subscribers.reach(filter(event));
        return reach.count() == 0
                ? Audience.nobody(SkipReason.NO_RECIPIENTS)
                : new Audience.Recipients(reach.lastId(), reach.count());
    }

    @Override
    public List<Integer> ranges(PublishedEvent event, int size) {
        return subscribers.ranges(filter(event), size);
    }

    @Override
    public List<Addressee> recipients(PublishedEvent event, long firstId, long lastId) {
        long readAt = nanoTime.getAsLong();
        return subscribers.between(firstId, lastId, filter(event)).stream()
                .map(subscriber -> new Addressee(subscriber, readAt))
                .toList();
    }

    @Override
    public Preview preview(PublishedEvent event) {
        ComposedMail mail = mails.preview(event);
        Map<String, String> parts = Map.of("subject", mail.subject(), "text", mail.text(), "html", mail.html());
        return switch (audience(event)) {
            case Audience.Nobody nobody -> new Preview(destination(), 0, parts, mail.warnings(), nobody.reason());
            case Audience.Recipients told -> new Preview(destination(), told.expected(), parts, mail.warnings(), null);
        };
    }

    @Override
    public void compose(Delivery<Addressee> delivery) {
        ComposedMail unused = mails.of(delivery.event());
    }

    @Override
    public DeliveryResult deliver(Delivery<Addressee> delivery) {
        Subscriber recipient = delivery.recipient().subscriber();
        byte[] content;
        try {
            content = mails.of(delivery.event())
                    .template()
                    .fill(
                            recipient.address(),
                            recipient.recipientKey(),
                            links.sign(LinkTokens.Purpose.UNSUBSCRIBE, recipient.recipientKey()));
        } catch (RuntimeException e) { // nothing was sent; the message may quote an address
            return DeliveryResult.rejected(
                    FailureReason.INVALID,
                    "mail cannot be composed for this recipient: "
                            + e.getClass().getSimpleName());
        }
        Addressee next = delivery.next();
        return transport.send(
                new OutgoingMail(
                        settings.from().address(),
                        recipient.address(),
                        next == null ? null : next.subscriber().address(),
                        content),
                () -> isStillTold(delivery.recipient(), delivery.event()));
    }

    private boolean isStillTold(Addressee addressee, PublishedEvent event) {
        long age = nanoTime.getAsLong() - addressee.readAt();
        return age <= READING_HOLDS.toNanos()
                || !subscribers
                        .between(addressee.id(), addressee.id(), filter(event))
                        .isEmpty();
    }

    /**
     * Sends again under the same Message-ID, so that the repeat can be recognised as a duplicate. While the relay is
     * unreachable the outcome of the first attempt stays uncertain.
     */
    @Override
    public DeliveryResult settle(Delivery<Addressee> delivery) {
        DeliveryResult result = deliver(delivery);
        return result instanceof DeliveryResult.Retry retry && retry.scope() == Scope.CHANNEL
                ? new DeliveryResult.Uncertain(retry.reason(), Scope.CHANNEL, retry.earliest(), retry.detail())
                : result;
    }

    @Override
    public int connections() {
        return transport.connections();
    }

    private static AudienceFilter filter(PublishedEvent event) {
        Incident incident = ((Announcement) event.data()).incident();
        EventKind kind = event.data() instanceof PostmortemPublished
                ? EventKind.POSTMORTEM
                : incident.kind() == IncidentKind.MAINTENANCE ? EventKind.MAINTENANCE : EventKind.INCIDENT;
        return new AudienceFilter(event.time(), kind, incident.id(), incident.componentIdsEver());
    }
}
