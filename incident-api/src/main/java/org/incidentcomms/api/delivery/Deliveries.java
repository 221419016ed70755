package org.incidentcomms.api.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.incident.IncidentArchive;
import org.incidentcomms.api.incident.NextVersion;
import org.incidentcomms.api.incident.Notes;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.problem.Problems;
import org.incidentcomms.api.request.IfMatch;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Kind;
import org.incidentcomms.events.Notify;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.Update;

/** What became of what was said, and the two things an operator can do about it; both travel as events. */
@ApplicationScoped
public class Deliveries implements Redactable {
    private final IncidentArchive archive;
    private final DeliveryStore store;
    private final Clock clock;

    Deliveries(IncidentArchive archive, DeliveryStore store, Clock clock) {
        this.archive = archive;
        this.store = store;
        this.clock = clock;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redact(String incidentId) {
        store.forgetAddresses(incidentId, null);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void redactUpdate(String incidentId, Update update) {
        store.forgetAddresses(incidentId, update.id());
    }

    /** Per announcement, oldest first, one line for each destination; channels that have not reported are shown too. */
    public List<DeliveryView> of(Kind kind, String id) {
        StoredIncident stored = archive.get(kind, id);
        Map<String, List<DeliveryReport>> reports =
                store.of(id).stream().collect(Collectors.groupingBy(DeliveryReport::eventId));
        Map<String, Update> updates =
                stored.document().updates().stream().collect(Collectors.toMap(Update::id, Function.identity()));
        List<DeliveryView> views = new ArrayList<>();
        for (Notes.Announcement told : stored.notes().announcements()) {
            String eventId = told.eventId(id);
            Update update = updates.get(told.updateId());
            Notify notify = update == null ? ofAnalysis(stored.document()) : update.notified();
            views.addAll(ofAnnouncement(told, eventId, notify, reports.getOrDefault(eventId, List.of())));
        }
        return views;
    }

    /** A withdrawn one does not tell any more whom it was for. */
    private static Notify ofAnalysis(Incident incident) {
        Postmortem published = incident.postmortem();
        return published == null ? Notify.EVERYBODY : published.notified();
    }

    private static List<DeliveryView> ofAnnouncement(
            Notes.Announcement told, String eventId, Notify notify, List<DeliveryReport> reports) {
        List<DeliveryView> views = reports.stream()
                .map(report -> DeliveryView.of(told.updateId(), told.type(), report))
                .collect(Collectors.toCollection(ArrayList::new));
        for (ChannelName channel : ChannelName.values()) {
            if (reports.stream().noneMatch(r -> r.destination().equals(channel.mainDestination()))) {
                views.add(
                        channel.isWantedBy(notify)
                                ? DeliveryView.awaited(told.updateId(), eventId, told.type(), channel)
                                : DeliveryView.notWanted(told.updateId(), eventId, told.type(), channel));
            }
        }
        views.sort(Comparator.comparing((DeliveryView view) -> rank(view.channel()))
                .thenComparing(DeliveryView::destination));
        return views;
    }

    private static int rank(String channel) {
        for (ChannelName name : ChannelName.values()) {
            if (name.wire().equals(channel)) {
                return name.ordinal();
            }
        }
        return ChannelName.values().length;
    }

    /** Sends what failed once more. */
    @Transactional
    public StoredIncident retry(Kind kind, String id, Selection selection, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, IfMatch.ANY);
        Incident next = next(stored.document(), selection);
        var event = new DeliveryRetryRequested(next, selection.updateId(), selection.channelNames());
        return archive.replace(stored, event, stored.notes(), ComponentChanges.NONE, caller);
    }

    /** Keeps from leaving what has not left. */
    @Transactional
    public StoredIncident stop(Kind kind, String id, Selection selection, Caller caller) {
        StoredIncident stored = archive.lock(kind, id, IfMatch.ANY);
        Incident next = next(stored.document(), selection);
        var event = new DeliveryStopRequested(next, selection.updateId(), selection.channelNames());
        return archive.replace(stored, event, stored.notes(), ComponentChanges.NONE, caller);
    }

    private static boolean tells(Incident incident, String updateId) {
        Postmortem published = incident.postmortem();
        return incident.update(updateId).isPresent()
                || (published != null && published.id().equals(updateId));
    }

    private Incident next(Incident before, Selection selection) {
        if (selection.updateId() != null && !tells(before, selection.updateId())) {
            throw Problems.invalid("update_id", "there is no such update");
        }
        Instant now = NextVersion.timeOf(before, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return new NextVersion(before, now).build();
    }
}
