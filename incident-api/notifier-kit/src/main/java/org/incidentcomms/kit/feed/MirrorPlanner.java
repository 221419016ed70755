package org.incidentcomms.kit.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.MalformedEventException;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.UnsupportedEventTypeException;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.CopyStore;
import org.incidentcomms.kit.ledger.CopyStore.Earlier;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.PlanStore;
import org.jboss.logging.Logger;

/**
 * Plans the copies of mirroring channels: one for each change of an incident, which supersedes those not sent yet.
 *
 * <p>A channel that starts for the first time copies nothing until the log has been read to its end: only then are the
 * open incidents and the newest version of each known.
 */
final class MirrorPlanner {
    private static final Logger LOG = Logger.getLogger(MirrorPlanner.class);
    private static final int INCIDENTS_AT_ONCE = 100;

    private final List<MirrorChannel> channels;
    private final EventCodec codec;
    private final Clock clock;
    private final PlanStore plans;
    private final CopyStore copies;
    private final InboxStore inbox;
    private final Set<String> started = new HashSet<>();

    MirrorPlanner(List<MirrorChannel> channels, EventCodec codec, LedgerClock ledgerClock, Clock clock) {
        this.channels = channels;
        this.codec = codec;
        this.clock = clock;
        this.plans = new PlanStore(ledgerClock);
        this.copies = new CopyStore(ledgerClock);
        this.inbox = new InboxStore(ledgerClock);
    }

    /** Plans the changes {@code event} makes to the copies. */
    void take(Connection connection, PublishedEvent event) throws SQLException {
        if (!(event.data() instanceof IncidentEvent change) || !changesIncident(change)) {
            return;
        }
        for (MirrorChannel channel : channels) {
            if (hasStarted(connection, channel)) {
                copy(connection, channel, event);
            } else {
                plans.add(connection, event, channel.destination(), Audience.nobody(SkipReason.BEFORE_START), 1);
            }
        }
    }

    private void copy(Connection connection, MirrorChannel channel, PublishedEvent event) throws SQLException {
        IncidentEvent change = (IncidentEvent) event.data();
        String destination = channel.destination();
        String incidentId = change.incident().id();
        if (copies.hasNewer(connection, incidentId, destination, change.aggregateVersion())) {
            plans.add(connection, event, destination, Audience.nobody(SkipReason.SUPERSEDED), 1);
            return;
        }
        Earlier earlier = copies.supersede(connection, incidentId, destination, change.aggregateVersion());
        if (channel.copyOf(event).isEmpty() && !earlier.any()) {
            SkipReason reason = MirrorChannel.reasonForNoCopy(change.incident());
            plans.add(connection, event, destination, Audience.nobody(reason), 1);
            return;
        }
        boolean untilDone = earlier.untilDone() || mayRemoveText(change);
        copies.add(connection, event, destination, event.time(), untilDone);
    }

    /** A stop or a retry carries the incident unchanged; a stop also reports the withdrawal of a single update. */
    private static boolean changesIncident(IncidentEvent event) {
        return switch (event) {
            case DeliveryRetryRequested retry -> false;
            case DeliveryStopRequested stop -> withdrawsUpdate(stop);
            default -> true;
        };
    }

    /** Whether the update named by the stop is no longer in the incident. */
    static boolean withdrawsUpdate(DeliveryStopRequested stop) {
        String updateId = stop.updateId();
        Incident incident = stop.incident();
        return updateId != null
                && incident.update(updateId).isEmpty()
                && (incident.postmortem() == null || !incident.postmortem().id().equals(updateId));
    }

    /** Whether published text may have to be removed: true for everything except an event that only adds an update. */
    private static boolean mayRemoveText(IncidentEvent event) {
        return !event.incident().isShownPublicly()
                || switch (event) {
                    case IncidentOpened opened -> false;
                    case IncidentUpdated updated -> false;
                    case IncidentCorrected corrected -> true;
                    case Announcement announcement -> false;
                    default -> true;
                };
    }

    private boolean hasStarted(Connection connection, MirrorChannel channel) throws SQLException {
        if (started.contains(channel.destination())) {
            return true;
        }
        return copies.hasStarted(connection, channel.destination()) && started.add(channel.destination());
    }

    /** The channels that have not yet made the copies of their first start. */
    List<MirrorChannel> waiting(Connection connection) throws SQLException {
        List<MirrorChannel> waiting = new ArrayList<>();
        for (MirrorChannel channel : channels) {
            if (!hasStarted(connection, channel)) {
                waiting.add(channel);
            }
        }
        return waiting;
    }

    /**
     * Plans the first copies of {@code channel}, a batch of incidents at a time: open incidents, and those changed
     * within its maximum age. The caller has read the log to its end.
     *
     * @param after the last incident of the previous batch, empty at first
     * @return the last incident examined, or empty if there are no more and the channel has started
     */
    Optional<String> start(Connection connection, MirrorChannel channel, String after) throws SQLException {
        List<InboxStore.Kept> newest = inbox.newestOfEach(connection, after, INCIDENTS_AT_ONCE);
        String last = after;
        for (InboxStore.Kept kept : newest) {
            last = String.valueOf(kept.headers().get(EventCodec.SUBJECT));
            Optional<PublishedEvent> event = decoded(kept);
            if (event.isPresent() && isWanted(channel, event.get())) {
                copies.add(connection, event.get(), channel.destination(), clock.instant(), false);
            }
        }
        if (newest.size() < INCIDENTS_AT_ONCE) {
            copies.start(connection, channel.destination());
            return Optional.empty();
        }
        return Optional.of(last);
    }

    private boolean isWanted(MirrorChannel channel, PublishedEvent event) {
        if (!(event.data() instanceof IncidentEvent change)) {
            return false;
        }
        Instant since = clock.instant().minus(channel.firstStartReach());
        boolean isOpen = !change.incident().status().isTerminal();
        return (isOpen || event.time().isAfter(since)) && channel.copyOf(event).isPresent();
    }

    private Optional<PublishedEvent> decoded(InboxStore.Kept kept) {
        try {
            return Optional.of(codec.decode(kept.headers(), kept.value()));
        } catch (MalformedEventException | UnsupportedEventTypeException e) {
            LOG.debugf("not copied at the first start reason=%s", e.getMessage());
            return Optional.empty();
        }
    }
}
