package org.incidentcomms.kit.channel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentEvent;

/**
 * A channel that keeps a remote copy equal to the incident: a blog, a repository. It receives every change of an
 * incident, including silent edits, withdrawals and redactions, and always the whole incident. Only the newest version
 * counts: an older one not sent yet is skipped as superseded, and a newer one waits until an older one in progress has
 * ended.
 *
 * <p>{@link #deliver} makes the copy equal to {@link #copyOf}. A copy may exist already, from an older version, from an
 * attempt whose reply was lost, or from before the database was lost: it must find that one and never make a second. A
 * removal of text is never given up: it is retried until the remote system accepts it.
 */
public interface MirrorChannel extends Channel<Recipient.Single> {

    /**
     * The copy to be shown: the incident with exactly those updates, and the post-mortem, whose {@code notify} includes
     * this channel. Everybody can read a copy, so an incident that is not public has none.
     *
     * @return empty if nothing is to be shown and an existing copy must be removed
     */
    default Optional<Incident> copyOf(PublishedEvent event) {
        Incident incident = ((IncidentEvent) event.data()).incident();
        Postmortem postmortem = incident.postmortem();
        boolean hasPostmortem = postmortem != null && shows(postmortem.notified());
        Incident shown = incident.showing(update -> shows(update.notified()), hasPostmortem);
        boolean isEmpty = shown.withdrawn()
                || !shown.isShownPublicly()
                || shown.updates().isEmpty() && shown.postmortem() == null;
        return isEmpty ? Optional.empty() : Optional.of(shown);
    }

    /** Why an incident without a copy has none. */
    static SkipReason reasonForNoCopy(Incident incident) {
        return incident.isShownPublicly() ? SkipReason.NOT_WANTED : SkipReason.AUDIENCE;
    }

    private boolean shows(ChannelSelection choice) {
        return choice.includes(notifyName());
    }

    /**
     * Maximum age of the last change of an ended incident that is copied when this channel first starts. Open incidents
     * are always copied.
     */
    default Duration firstStartReach() {
        return Duration.ofDays(90);
    }

    /** Making the copy equal once more is what finds out. */
    @Override
    default DeliveryResult settle(Delivery<Recipient.Single> delivery) {
        return deliver(delivery);
    }

    @Override
    default Audience audience(PublishedEvent event) {
        return Audience.ONE;
    }

    @Override
    default List<Recipient.Single> recipients(PublishedEvent event, long firstId, long lastId) {
        return List.of(Recipient.Single.ONLY);
    }
}
