package org.incidentcomms.kit.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.ComponentEvent;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.StatusEvent.IncidentWithdrawn;
import org.incidentcomms.events.StatusEvent.PostmortemWithdrawn;
import org.incidentcomms.events.UnsupportedEventTypeException;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.SkipReason;
import org.incidentcomms.kit.ledger.InboxStore;
import org.incidentcomms.kit.ledger.InboxStore.Disposition;
import org.incidentcomms.kit.ledger.InterventionStore;
import org.incidentcomms.kit.ledger.InterventionStore.Selection;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.ledger.LedgerClock;
import org.incidentcomms.kit.ledger.PlanStore;
import org.incidentcomms.kit.ledger.RecoveryStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Plans one event: deduplicates by the inbox, applies the first-start rule, then writes a plan per channel. */
public final class Planner {
    /** The ids in a range for each recipient of an audience, from which on empty ranges are left out. */
    private static final int SPARSE = 4;

    private static final Logger LOG = Logger.getLogger(Planner.class);

    private final List<Channel<?>> channels;
    private final List<Channel<?>> announcing;
    private final MirrorPlanner mirrors;
    private final EventCodec codec;
    private final InboxStore inbox;
    private final PlanStore plans;
    private final InterventionStore interventions;
    private final RecoveryStore recoveries;
    private final Duration firstStartMaxAge;

    /** {@code clock} determines an event's age, {@code ledgerClock} the time in the ledger's SQL. */
    public Planner(
            List<Channel<?>> channels,
            EventCodec codec,
            LedgerClock ledgerClock,
            Clock clock,
            Duration firstStartMaxAge) {
        this.channels = channels;
        this.announcing = channels.stream()
                .filter(channel -> !(channel instanceof MirrorChannel))
                .toList();
        this.mirrors = new MirrorPlanner(
                channels.stream()
                        .filter(MirrorChannel.class::isInstance)
                        .map(MirrorChannel.class::cast)
                        .toList(),
                codec,
                ledgerClock,
                clock);
        this.codec = codec;
        this.inbox = new InboxStore(ledgerClock);
        this.plans = new PlanStore(ledgerClock);
        this.interventions = new InterventionStore(ledgerClock);
        this.recoveries = new RecoveryStore(ledgerClock);
        this.firstStartMaxAge = firstStartMaxAge;
    }

    /**
     * Decodes one record; no I/O.
     *
     * @throws org.incidentcomms.events.MalformedEventException if it is not an event
     */
    public Incoming read(Map<String, String> headers, byte @Nullable [] value) {
        byte[] kept = value == null ? new byte[0] : value;
        try {
            PublishedEvent event = codec.decode(headers, value);
            return new Incoming(headers, kept, event.time(), event);
        } catch (UnsupportedEventTypeException e) {
            return new Incoming(headers, kept, e.time(), null);
        }
    }

    /**
     * Asks the channels for the event's audience. That may take long for a long list, so it runs outside a transaction.
     */
    public Incoming address(Incoming incoming, Instant firstStart) {
        PublishedEvent event = incoming.event();
        return event == null || disposition(event, firstStart) != Disposition.PLANNED
                ? incoming
                : incoming.reaching(audiences(event));
    }

    /**
     * Stores a decoded event with its plans.
     *
     * @return the resulting state, or null if it had been seen before
     * @throws ReusedEventIdException if another event has the same id
     */
    public @Nullable Disposition take(Connection connection, Instant firstStart, Incoming incoming)
            throws SQLException {
        PublishedEvent event = incoming.event();
        Disposition disposition = event == null ? Disposition.UNSUPPORTED : disposition(event, firstStart);
        Long version = event == null ? null : event.data().aggregateVersion();
        if (!inbox.add(connection, incoming.headers(), version, incoming.acceptedAt(), disposition, incoming.value())) {
            if (event != null && inbox.isAnother(connection, event.id(), event.time())) {
                throw new ReusedEventIdException(event.id());
            }
            return null;
        }
        if (event != null) {
            act(connection, event, disposition, incoming.audiences());
        }
        return disposition;
    }

    /** Decodes one record, determines its audience and stores it. */
    public @Nullable Disposition take(
            Connection connection, Instant firstStart, Map<String, String> headers, byte @Nullable [] value)
            throws SQLException {
        return take(connection, firstStart, address(read(headers, value), firstStart));
    }

    /** Plans events that an earlier version could not read; returns how many. */
    public int takeUnsupported(Connection connection, Instant firstStart) throws SQLException {
        int taken = 0;
        for (InboxStore.Kept kept : inbox.unsupported(connection)) {
            try {
                PublishedEvent event = codec.decode(kept.headers(), kept.value());
                Disposition disposition = disposition(event, firstStart);
                inbox.dispose(connection, event.id(), disposition);
                act(connection, event, disposition, audiences(event));
                taken++;
            } catch (UnsupportedEventTypeException e) {
                LOG.debugf("still of an unknown type event=%s type=%s", e.eventId(), e.type());
            }
        }
        return taken;
    }

    private Disposition disposition(PublishedEvent event, Instant firstStart) {
        if (event.time().isBefore(firstStart.minus(firstStartMaxAge))) {
            return Disposition.BEFORE_START;
        }
        return event.data() instanceof ComponentEvent || event.data() instanceof IncidentEdited
                ? Disposition.NOTED
                : Disposition.PLANNED;
    }

    private Map<String, Audience> audiences(PublishedEvent event) {
        Map<String, Audience> audiences = new HashMap<>();
        if (event.data() instanceof Announcement announcement) {
            for (Channel<?> channel : announcing) {
                audiences.put(channel.destination(), audience(channel, event, announcement));
            }
        }
        return audiences;
    }

    private static Audience audience(Channel<?> channel, PublishedEvent event, Announcement announcement) {
        SkipReason skipped = channel.skips(announcement);
        if (skipped != null) {
            return Audience.nobody(skipped);
        }
        Audience audience = channel.audience(event);
        return audience instanceof Audience.Recipients(long last, long expected, var ranges) && expected < last / SPARSE
                ? new Audience.Recipients(last, expected, channel.ranges(event, chunkSize(last)))
                : audience;
    }

    /** The mirroring channels that have not made their first copies; see {@link #startMirror}. */
    List<MirrorChannel> waitingMirrors(Connection connection) throws SQLException {
        return mirrors.waiting(connection);
    }

    /** Plans some of the first copies of {@code mirror}; see {@link MirrorPlanner#start}. */
    Optional<String> startMirror(Connection connection, MirrorChannel mirror, String after) throws SQLException {
        return mirrors.start(connection, mirror, after);
    }

    private void act(
            Connection connection, PublishedEvent event, Disposition disposition, Map<String, Audience> audiences)
            throws SQLException {
        tell(connection, event, disposition, audiences);
        mirrors.take(connection, event);
        // The first event of an incident has no plans before it.
        if (disposition != Disposition.BEFORE_START
                && event.data() instanceof IncidentEvent of
                && of.aggregateVersion() > 1) {
            plans.raise(connection, of.incident().id(), Lane.of(of.incident()));
        }
    }

    private void tell(
            Connection connection, PublishedEvent event, Disposition disposition, Map<String, Audience> audiences)
            throws SQLException {
        switch (event.data()) {
            case Announcement announcement
            when disposition == Disposition.BEFORE_START -> {
                for (Channel<?> channel : announcing) {
                    Audience nobody = Audience.nobody(SkipReason.BEFORE_START);
                    plans.add(connection, event, channel.destination(), nobody, chunkSize(0));
                }
            }
            case Announcement announcement -> announce(connection, event, announcement, audiences);
            case DeliveryStopRequested stop -> {
                // A withdrawal of a single update does not stop its copies; it changes them.
                List<Channel<?>> concerned = MirrorPlanner.withdrawsUpdate(stop) ? announcing : channels;
                Selection selected = selection(concerned, stop.incident(), stop.updateId(), stop.channels());
                if (disposition == Disposition.PLANNED && selected != null) {
                    interventions.stop(connection, selected);
                }
            }
            case DeliveryRetryRequested retry -> {
                Selection selected = selection(channels, retry.incident(), retry.updateId(), retry.channels());
                if (disposition == Disposition.PLANNED && selected != null && !precedesRecovery(connection, event)) {
                    interventions.retryFailed(connection, selected);
                }
            }
            case IncidentWithdrawn withdrawn -> stopTelling(connection, withdrawn.incident(), null);
            case PostmortemWithdrawn withdrawn ->
                interventions.stopAllBut(
                        connection,
                        withdrawn.incident().id(),
                        withdrawn.incident().updates().stream().map(Update::id).toList(),
                        destinations(announcing));
            case IncidentEdited edited -> {}
            case ComponentEvent component -> {}
        }
    }

    /** The reports that the ledger was recovered from say what became of a retry requested before. */
    private boolean precedesRecovery(Connection connection, PublishedEvent event) throws SQLException {
        return recoveries.at(connection).filter(event.time()::isBefore).isPresent();
    }

    private void announce(
            Connection connection, PublishedEvent event, Announcement announcement, Map<String, Audience> audiences)
            throws SQLException {
        Incident incident = announcement.incident();
        if (announcement instanceof IncidentCorrected corrected) {
            stopTelling(connection, incident, corrected.updateId());
        }
        for (Map.Entry<String, Audience> reached : audiences.entrySet()) {
            Audience audience = reached.getValue();
            int chunkSize = chunkSize(audience instanceof Audience.Recipients all ? all.lastId() : 0);
            plans.add(connection, event, reached.getKey(), audience, chunkSize);
        }
    }

    /** Small lists are spread over all connections; long ones use few rows. */
    static int chunkSize(long lastId) {
        if (lastId <= 500) {
            return 10;
        }
        return lastId <= 20_000 ? 50 : 200;
    }

    private void stopTelling(Connection connection, Incident incident, @Nullable String updateId) throws SQLException {
        Selection selected = selection(announcing, incident, updateId, List.of());
        if (selected != null) {
            interventions.stop(connection, selected);
        }
    }

    private static List<String> destinations(List<Channel<?>> channels) {
        return channels.stream().<String>map(Channel::destination).toList();
    }

    /** The {@code channels} that are named, or all if none is named; null if none of the named ones is here. */
    private static @Nullable Selection selection(
            List<Channel<?>> channels, Incident incident, @Nullable String updateId, List<String> named) {
        List<String> destinations = destinations(channels.stream()
                .filter(channel -> named.isEmpty()
                        || named.contains(channel.notifyName())
                        || named.contains(channel.destination()))
                .toList());
        return destinations.isEmpty() ? null : new Selection(incident.id(), updateId, destinations);
    }
}
