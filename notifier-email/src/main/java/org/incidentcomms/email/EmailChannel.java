package org.incidentcomms.email;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.incidentcomms.email.bounce.RefusalRecorder;
import org.incidentcomms.email.bounce.ReturnPaths;
import org.incidentcomms.email.message.ComposedMail;
import org.incidentcomms.email.message.MailCache;
import org.incidentcomms.email.message.MailSettings;
import org.incidentcomms.email.message.MimeTemplate;
import org.incidentcomms.email.smtp.OutgoingMail;
import org.incidentcomms.email.smtp.SmtpTransport;
import org.incidentcomms.email.subscriber.AudienceFilter;
import org.incidentcomms.email.subscriber.EventKind;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.incidentcomms.email.subscriber.Preferences;
import org.incidentcomms.email.subscriber.StoreException;
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
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.SkipReason;
import org.jboss.logging.Logger;

/** Sends mail to the update list: one message per subscriber, each with its own Message-ID and unsubscribe link. */
@ApplicationScoped
public class EmailChannel implements Channel<Addressee> {
    /**
     * Maximum age of a list reading. A subscriber must get no mail that starts more than one second after they
     * unsubscribed; the difference to one second allows for a garbage collection between the age check and MAIL. It is
     * longer than the kit works on a range before it reads again, so a second query is rare.
     */
    static final Duration READING_HOLDS = Duration.ofMillis(800);

    /** Pause before a mail whose recipient could not be read again just before it. */
    private static final Duration AFTER_UNREADABLE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(EmailChannel.class);

    private final SubscriberStore subscribers;
    private final MailCache mails;
    private final LinkTokens links;
    private final SmtpTransport transport;
    private final ReturnPaths returnPaths;
    private final RefusalRecorder refusals;
    private final Clock clock;
    private final LongSupplier nanoTime;

    @Inject
    public EmailChannel(
            SubscriberStore subscribers,
            MailCache mails,
            LinkTokens links,
            SmtpTransport transport,
            ReturnPaths returnPaths,
            RefusalRecorder refusals,
            Clock clock) {
        this(subscribers, mails, links, transport, returnPaths, refusals, clock, System::nanoTime);
    }

    EmailChannel(
            SubscriberStore subscribers,
            MailCache mails,
            LinkTokens links,
            SmtpTransport transport,
            ReturnPaths returnPaths,
            RefusalRecorder refusals,
            Clock clock,
            LongSupplier nanoTime) {
        this.subscribers = subscribers;
        this.mails = mails;
        this.links = links;
        this.transport = transport;
        this.returnPaths = returnPaths;
        this.refusals = refusals;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public String destination() {
        return MailSettings.CHANNEL;
    }

    @Override
    public boolean canNarrowAudience() {
        return true;
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

    /** Quarantine is a failure that an operator can end, other than leaving or pausing. */
    @Override
    public DeliveryResult noLongerRecipient(PublishedEvent event, long id) {
        return subscribers.isQuarantined(id)
                ? DeliveryResult.rejected(
                        FailureReason.NO_SUCH_RECIPIENT, "in quarantine; reactivate the subscriber before a retry")
                : DeliveryResult.skipped(SkipReason.LEFT);
    }

    @Override
    public Preview preview(PublishedEvent event) {
        ComposedMail mail = mails.preview(event);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("subject", mail.subject());
        parts.put("text", mail.text());
        parts.put("html", mail.html());
        mails.previewTranslated(event).forEach((language, translated) -> {
            parts.put("subject_" + language, translated.subject());
            parts.put("text_" + language, translated.text());
            parts.put("html_" + language, translated.html());
        });
        List<String> warnings = new ArrayList<>(mail.warnings());
        subscribers
                .emptyGroups(filter(event).groups())
                .forEach(group -> warnings.add("nobody is in the group " + group));
        return switch (audience(event)) {
            case Audience.Nobody nobody -> new Preview(destination(), 0, parts, warnings, nobody.reason());
            case Audience.Recipients told -> new Preview(destination(), told.expected(), parts, warnings, null);
        };
    }

    @Override
    public void compose(Delivery<Addressee> delivery) {
        MimeTemplate unused = message(delivery);
    }

    @Override
    public DeliveryResult deliver(Delivery<Addressee> delivery) {
        Subscriber recipient = delivery.recipient().subscriber();
        byte[] content;
        try {
            content = message(delivery)
                    .fill(
                            recipient.address(),
                            recipient.recipientKey(),
                            links.sign(LinkTokens.Purpose.UNSUBSCRIBE, recipient.recipientKey()),
                            links.sign(LinkTokens.Purpose.MANAGE, recipient.recipientKey()));
        } catch (RuntimeException e) { // nothing was sent; the message may quote an address
            return DeliveryResult.rejected(
                    FailureReason.INVALID,
                    "mail cannot be composed for this recipient: "
                            + e.getClass().getSimpleName());
        }
        Addressee next = delivery.next();
        AtomicBoolean isUnknown = new AtomicBoolean();
        DeliveryResult result = transport.send(
                new OutgoingMail(
                        returnPaths.of(recipient.recipientKey()),
                        recipient.address(),
                        next == null ? null : next.subscriber().address(),
                        next == null ? null : returnPaths.of(next.subscriber().recipientKey()),
                        delivery.urgent(),
                        content),
                () -> isStillTold(delivery.recipient(), delivery.event(), isUnknown));
        if (isUnknown.get() && result instanceof DeliveryResult.Skipped) {
            return DeliveryResult.deferred(
                    FailureReason.TEMPORARY, clock.instant().plus(AFTER_UNREADABLE), "the list could not be read");
        }
        if (result instanceof DeliveryResult.Rejected rejected
                && rejected.reason() == FailureReason.NO_SUCH_RECIPIENT) {
            noteRefusal(recipient, delivery.event(), rejected.detail());
        }
        return result;
    }

    /** The refusal itself is reported by the ledger; without this note the next event is refused again, and noted. */
    private void noteRefusal(Subscriber recipient, PublishedEvent event, String detail) {
        try {
            refusals.refused(recipient.id(), event, detail);
        } catch (RuntimeException e) { // its message is not logged: it may quote a statement
            LOG.warnf(
                    "refusal of a recipient not recorded event=%s reason=%s",
                    event.id(), e.getClass().getSimpleName());
        }
    }

    /** In the recipient's language and time zone. */
    private MimeTemplate message(Delivery<Addressee> delivery) {
        Preferences reader = delivery.recipient().subscriber().preferences();
        return mails.of(delivery.event(), reader.language(), reader.timeZone());
    }

    /** False also if the list cannot be read, which is noted in {@code isUnknown}: nothing is sent then. */
    private boolean isStillTold(Addressee addressee, PublishedEvent event, AtomicBoolean isUnknown) {
        long age = nanoTime.getAsLong() - addressee.readAt();
        try {
            return age <= READING_HOLDS.toNanos()
                    || !subscribers
                            .between(addressee.id(), addressee.id(), filter(event))
                            .isEmpty();
        } catch (StoreException e) {
            LOG.debugf("the list could not be read before a mail event=%s reason=%s", event.id(), e.getMessage());
            isUnknown.set(true);
            return false;
        }
    }

    /** Sends again under the same Message-ID, so that the repeat can be recognised as a duplicate. */
    @Override
    public DeliveryResult settle(Delivery<Addressee> delivery) {
        return deliver(delivery);
    }

    @Override
    public boolean settlesBySending() {
        return true;
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
        return new AudienceFilter(
                event.time(),
                kind,
                incident.id(),
                incident.componentIdsEver(),
                Set.copyOf(incident.audience()),
                incident.isShownPublicly());
    }
}
