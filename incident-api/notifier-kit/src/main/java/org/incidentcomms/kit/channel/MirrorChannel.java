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
 * A channel that keeps a remote copy equal to the incident: a blog, a repository. It is given every change of an
 * incident, also silent edits, withdrawals and redactions, and always the whole incident. Only the newest version counts:
 * an older one that has not been sent yet is skipped as superseded, and a newer one waits until the older one on the wire
 * has ended.
 *
 * <p>{@link #deliver} makes the copy equal to {@link #copyOf}. {@link #settle} does the same where an earlier attempt, of
 * this version or of an older one, may have arrived: it must find what is there before it writes. What takes text back is
 * never given up: a refusal is tried again until the remote side takes it.
 */
public interface MirrorChannel extends Channel<Recipient.Single> {

    /**
     * What is to be seen there: the incident with exactly those updates, and the post-mortem, whose {@code notify}
     * includes this channel.
     *
     * @return empty where nothing is to be seen and a copy that exists must be removed
     */
    default Optional<Incident> copyOf(PublishedEvent event) {
        Incident incident = ((IncidentEvent) event.data()).incident();
        Postmortem postmortem = incident.postmortem();
        boolean hasPostmortem = postmortem != null && shows(postmortem.notified());
        Incident shown = incident.showing(update -> shows(update.notified()), hasPostmortem);
        boolean isEmpty = shown.withdrawn() || shown.updates().isEmpty() && shown.postmortem() == null;
        return isEmpty ? Optional.empty() : Optional.of(shown);
    }

    private boolean shows(ChannelSelection choice) {
        return choice.includes(notifyName());
    }

    /**
     * How long ago the last change of an incident that is over may have been accepted for it to be copied when this channel
     * first starts. Open ones are copied whatever their age.
     */
    default Duration firstStartReach() {
        return Duration.ofDays(90);
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
