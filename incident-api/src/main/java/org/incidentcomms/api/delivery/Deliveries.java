package org.incidentcomms.api.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.channel.CatalogueConfig.Channel;
import org.incidentcomms.api.channel.ChannelCatalogue;
import org.incidentcomms.api.component.ComponentChanges;
import org.incidentcomms.api.incident.IncidentMetadata;
import org.incidentcomms.api.incident.IncidentRepository;
import org.incidentcomms.api.incident.IncidentRevision;
import org.incidentcomms.api.incident.StoredIncident;
import org.incidentcomms.api.storage.Redactable;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.StatusEvent.DeliveryRetryRequested;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** Delivery status of updates, and the operator's retry and stop, which are published as events. */
@ApplicationScoped
public class Deliveries implements Redactable {
    private final IncidentRepository archive;
    private final DeliveryStore store;
    private final ChannelCatalogue channels;
    private final Clock clock;

    Deliveries(IncidentRepository archive, DeliveryStore store, ChannelCatalogue channels, Clock clock) {
        this.archive = archive;
        this.store = store;
        this.channels = channels;
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

    /**
     * Lists per announcement, oldest first, one item for each destination; channels that have not reported are
     * included. Then changes without an announcement, such as a silent edit, on mirroring channels.
     */
    public List<DeliveryView> of(IncidentKind kind, String id) {
        StoredIncident stored = archive.get(kind, id);
        Map<String, List<DeliveryReport>> reports =
                store.of(id).stream().collect(Collectors.groupingBy(DeliveryReport::eventId));
        Map<String, Update> updates =
                stored.document().updates().stream().collect(Collectors.toMap(Update::id, Function.identity()));
        List<DeliveryView> views = new ArrayList<>();
        for (IncidentMetadata.Announcement told : stored.notes().announcements()) {
            String eventId = told.eventId(id);
            Update update = updates.get(told.updateId());
            ChannelSelection notify = update == null ? ofAnalysis(stored.document()) : update.notified();
            List<DeliveryReport> reported = reports.remove(eventId);
            views.addAll(ofAnnouncement(told, eventId, notify, reported == null ? List.of() : reported));
        }
        reports.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Deliveries::version))
                .map(report -> DeliveryView.of(null, null, channels.channelOf(report.destination()), report))
                .forEach(views::add);
        return views;
    }

    /** The id of an event ends with the version of its incident. */
    private static long version(DeliveryReport report) {
        String id = report.eventId();
        String version = id.substring(id.lastIndexOf('-') + 1);
        return version.matches("\\d{1,18}") ? Long.parseLong(version) : 0;
    }

    /** A withdrawn update no longer has a channel selection. */
    private static ChannelSelection ofAnalysis(Incident incident) {
        Postmortem published = incident.postmortem();
        return published == null ? ChannelSelection.EVERYBODY : published.notified();
    }

    private List<DeliveryView> ofAnnouncement(
            IncidentMetadata.Announcement told, String eventId, ChannelSelection notify, List<DeliveryReport> reports) {
        List<DeliveryView> views = reports.stream()
                .map(report ->
                        DeliveryView.of(told.updateId(), told.type(), channels.channelOf(report.destination()), report))
                .collect(Collectors.toCollection(ArrayList::new));
        for (Channel channel : channels.all()) {
            String main = channel.destinations().getFirst();
            if (reports.stream().noneMatch(r -> r.destination().equals(main))) {
                views.add(DeliveryView.unreported(
                        told.updateId(), eventId, told.type(), channel, notify.includes(channel.name())));
            }
        }
        List<String> order = List.copyOf(channels.names());
        views.sort(Comparator.comparing((DeliveryView view) -> rank(order, view.channel()))
                .thenComparing(DeliveryView::destination));
        return views;
    }

    /** Channels that are not in the catalogue come last. */
    private static int rank(List<String> order, String channel) {
        int place = order.indexOf(channel);
        return place < 0 ? order.size() : place;
    }

    /** Retries failed deliveries. */
    @Transactional
    public StoredIncident retry(IncidentKind kind, String id, DeliveryFilter selection, Caller caller) {
        return requested(kind, id, selection, caller, DeliveryRetryRequested::new);
    }

    /** Stops pending deliveries. */
    @Transactional
    public StoredIncident stop(IncidentKind kind, String id, DeliveryFilter selection, Caller caller) {
        return requested(kind, id, selection, caller, DeliveryStopRequested::new);
    }

    private interface Request {
        IncidentEvent of(Incident next, @Nullable String updateId, List<String> channels);
    }

    private StoredIncident requested(
            IncidentKind kind, String id, DeliveryFilter selection, Caller caller, Request request) {
        StoredIncident stored = archive.lock(kind, id, IfMatch.ANY);
        IncidentEvent event =
                request.of(next(stored.document(), selection), selection.updateId(), selection.channelNames());
        return archive.replace(stored, event, stored.notes(), ComponentChanges.NONE, caller);
    }

    private static boolean tells(Incident incident, String updateId) {
        Postmortem published = incident.postmortem();
        return incident.update(updateId).isPresent()
                || (published != null && published.id().equals(updateId));
    }

    private void requireKnown(List<String> named) {
        Set<String> known = channels.namesAndDestinations();
        for (int i = 0; i < named.size(); i++) {
            if (!known.contains(named.get(i))) {
                throw Problems.invalid("channels[" + i + "]", "must be one of " + String.join(", ", known));
            }
        }
    }

    private Incident next(Incident before, DeliveryFilter selection) {
        if (selection.updateId() != null && !tells(before, selection.updateId())) {
            throw Problems.invalid("update_id", "there is no such update");
        }
        requireKnown(selection.channelNames());
        Instant now = IncidentRevision.timeOf(before, clock.instant());
        return new IncidentRevision(before, now).build();
    }
}
