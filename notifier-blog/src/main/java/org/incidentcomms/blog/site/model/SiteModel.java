package org.incidentcomms.blog.site.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.ComponentDeleted;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Window;
import org.jspecify.annotations.Nullable;

/**
 * Everything the site shows, built by applying events in any order, any number of times: for each incident and
 * component the highest version wins; a withdrawn incident, one that is not public and a deleted component are removed.
 * Not thread-safe.
 */
public final class SiteModel {
    private static final Comparator<Incident> OLDEST_FIRST =
            Comparator.comparing(SiteModel::placeInTime).thenComparing(Incident::slug);

    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Timeline<Incident> byTime = new Timeline<>(OLDEST_FIRST);
    private final Timeline<Incident> past = new Timeline<>(OLDEST_FIRST);
    private final Timeline<Incident> byCreation =
            new Timeline<>(Comparator.comparing(Incident::createdAt).thenComparing(Incident::slug));
    private final Map<IncidentKind, Timeline<Incident>> byKind = new EnumMap<>(IncidentKind.class);
    private final NavigableSet<Incident> open = new TreeSet<>(OLDEST_FIRST);
    private final Timeline<Post> posts = new Timeline<>(Comparator.naturalOrder());
    private final PostsByComponent postsByComponent = new PostsByComponent();
    private final Map<String, Component> components = new HashMap<>();
    /** Null after a change of the components. */
    private @Nullable ComponentArrangement arrangement;

    private Instant changedAt = Instant.EPOCH;
    private boolean isIncidentKnown;
    private long componentChanges;

    /**
     * Applies one event.
     *
     * @return false if the event is outdated: the same or a higher version was already applied
     */
    public boolean apply(PublishedEvent event) {
        String id = event.data().aggregateId();
        long version = event.data().aggregateVersion();
        if (version <= versions.getOrDefault(id, 0L)) {
            return false;
        }
        boolean wasShown = incidents.containsKey(id);
        switch (event.data()) {
            case IncidentEvent told -> {
                isIncidentKnown = true;
                put(told.incident());
            }
            case ComponentChanged changed -> {
                components.put(id, changed.component());
                arrangement = null;
            }
            case ComponentDeleted deleted -> {
                components.remove(id);
                arrangement = null;
            }
        }
        if (!(event.data() instanceof IncidentEvent)) {
            componentChanges++;
        }
        versions.put(id, version);
        boolean isVisible = wasShown || incidents.containsKey(id) || !(event.data() instanceof IncidentEvent);
        if (isVisible && event.time().isAfter(changedAt)) {
            changedAt = event.time();
        }
        return true;
    }

    private void put(Incident incident) {
        remove(incident.id());
        if (incident.withdrawn() || !incident.isShownPublicly()) {
            return;
        }
        incidents.put(incident.id(), incident);
        byTime.add(incident);
        byCreation.add(incident);
        if (incident.status() != Status.SCHEDULED) {
            past.add(incident);
        }
        ofKind(incident.kind()).add(incident);
        List<Post> its = Post.of(incident);
        its.forEach(posts::add);
        postsByComponent.add(incident, its);
        if (!incident.status().isTerminal()) {
            open.add(incident);
        }
    }

    private void remove(String id) {
        Incident known = incidents.remove(id);
        if (known != null) {
            byTime.remove(known);
            byCreation.remove(known);
            past.remove(known);
            ofKind(known.kind()).remove(known);
            open.remove(known);
            List<Post> its = Post.of(known);
            its.forEach(posts::remove);
            postsByComponent.remove(known, its);
        }
    }

    /** Restores an incident to the state before an event that cannot be rendered; empty removes it. */
    public void revert(String id, Optional<Incident> before) {
        remove(id);
        before.ifPresent(this::put);
    }

    public Optional<Incident> incident(String id) {
        return Optional.ofNullable(incidents.get(id));
    }

    /** All incidents and maintenances, oldest first; a view. */
    public List<Incident> incidents() {
        return byTime.all();
    }

    /** Those that have begun, or were cancelled before they did; oldest first, a view. */
    public List<Incident> past() {
        return past.all();
    }

    /** Those that began, or were open, at or after {@code since}, newest first. */
    public List<Incident> incidentsSince(Instant since) {
        return byTime.newestFirst()
                .filter(incident -> !placeInTime(incident).isBefore(since) || isOpenSince(incident, since))
                .toList();
    }

    private static boolean isOpenSince(Incident incident, Instant since) {
        Instant resolvedAt = incident.resolvedAt();
        return incident.kind() == IncidentKind.INCIDENT
                && (!incident.status().isTerminal() || (resolvedAt != null && !resolvedAt.isBefore(since)));
    }

    /** Open incidents, newest first. */
    public List<Incident> openIncidents() {
        return open.descendingSet().stream()
                .filter(incident -> incident.kind() == IncidentKind.INCIDENT)
                .toList();
    }

    /** Maintenances in progress, the earliest first. */
    public List<Incident> activeMaintenances() {
        return openMaintenances(false);
    }

    /** Scheduled maintenances, the next one first. */
    public List<Incident> upcomingMaintenances() {
        return openMaintenances(true);
    }

    /** The one to tell first: the newest open incident, else the earliest maintenance in progress; empty if it is quiet. */
    public Optional<Incident> foremost() {
        return openIncidents().stream()
                .findFirst()
                .or(() -> activeMaintenances().stream().findFirst())
                .filter(open -> !open.updates().isEmpty());
    }

    private List<Incident> openMaintenances(boolean upcoming) {
        return open.stream()
                .filter(incident -> incident.kind() == IncidentKind.MAINTENANCE)
                .filter(incident -> upcoming == (incident.status() == Status.SCHEDULED))
                .toList();
    }

    /** Finished maintenances, newest first. */
    public List<Incident> pastMaintenances(int limit) {
        return ofKind(IncidentKind.MAINTENANCE)
                .newestFirst()
                .filter(incident -> incident.status().isTerminal())
                .limit(limit)
                .toList();
    }

    /**
     * The incidents and maintenances told of last, newest first: a maintenance is as new as its announcement, however far
     * ahead it is planned.
     */
    public List<Incident> newestIncidents(int limit) {
        return byCreation.newest(limit);
    }

    /** The newest of one kind, newest first. */
    public Stream<Incident> newest(IncidentKind kind, int limit) {
        return ofKind(kind).newestFirst().limit(limit);
    }

    private Timeline<Incident> ofKind(IncidentKind kind) {
        return byKind.computeIfAbsent(kind, none -> new Timeline<>(OLDEST_FIRST));
    }

    /** All posts, oldest first; a view. */
    public List<Post> posts() {
        return posts.all();
    }

    /** The newest posts, newest first. */
    public List<Post> newestPosts(int limit) {
        return posts.newest(limit);
    }

    /** The newest posts of incidents that ever named this component, newest first. */
    public List<Post> newestPostsOf(Component component, int limit) {
        return postsByComponent.newest(component.id(), limit);
    }

    /** A number that differs after each change of {@link #newestPostsOf}. */
    public long postChangesOf(Component component) {
        return postsByComponent.changes(component.id());
    }

    /** Components in page order: groups by their first position, then position, then name. */
    public List<Component> components() {
        return arrangement().inPageOrder();
    }

    /** Folders of a component's files: by its name, see {@link ComponentSlugs}, and by its id, which never changes. */
    public List<String> foldersOf(Component component) {
        String slug = arrangement().slugs().getOrDefault(component.id(), component.id());
        return Stream.of(slug, component.id())
                .distinct()
                .map(segment -> "components/" + segment + "/")
                .toList();
    }

    private ComponentArrangement arrangement() {
        ComponentArrangement current = arrangement;
        if (current == null) {
            current = ComponentArrangement.of(components.values());
            arrangement = current;
        }
        return current;
    }

    /** Grows whenever a component changes. */
    public long componentChanges() {
        return componentChanges;
    }

    public OverallStatus overall() {
        return OverallStatus.of(components.values(), open);
    }

    /** Whether an event of this incident or component was applied, even if it is not shown. */
    public boolean knows(String id) {
        return versions.containsKey(id);
    }

    /** Whether any event of an incident was applied, even if none is shown. */
    public boolean isIncidentKnown() {
        return isIncidentKnown;
    }

    /** When the newest event that changed the site was accepted; the epoch if there is none. */
    public Instant changedAt() {
        return changedAt;
    }

    /** The time an incident is sorted by: the window's start for a maintenance, otherwise when it began. */
    public static Instant placeInTime(Incident incident) {
        @Nullable Window window = incident.window();
        return window == null ? incident.startedAt() : window.startsAt();
    }
}
