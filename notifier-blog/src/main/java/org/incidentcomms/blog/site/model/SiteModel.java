package org.incidentcomms.blog.site.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
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
 * component the highest version wins; a withdrawn incident and a deleted component are removed. Not thread-safe.
 */
public final class SiteModel {
    private static final Comparator<Incident> OLDEST_FIRST =
            Comparator.comparing(SiteModel::placeInTime).thenComparing(Incident::slug);

    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Incident> incidents = new HashMap<>();
    private final NavigableSet<Incident> byTime = new TreeSet<>(OLDEST_FIRST);
    private final NavigableSet<Incident> open = new TreeSet<>(OLDEST_FIRST);
    private final NavigableSet<Post> posts = new TreeSet<>();
    private final Map<String, Component> components = new HashMap<>();
    private Instant changedAt = Instant.EPOCH;

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
        switch (event.data()) {
            case IncidentEvent told -> put(told.incident());
            case ComponentChanged changed -> components.put(id, changed.component());
            case ComponentDeleted deleted ->
                components.remove(deleted.component().id());
        }
        versions.put(id, version);
        if (event.time().isAfter(changedAt)) {
            changedAt = event.time();
        }
        return true;
    }

    private void put(Incident incident) {
        remove(incident.id());
        if (incident.withdrawn()) {
            return;
        }
        incidents.put(incident.id(), incident);
        byTime.add(incident);
        posts.addAll(Post.of(incident));
        if (!incident.status().isTerminal()) {
            open.add(incident);
        }
    }

    private void remove(String id) {
        Incident known = incidents.remove(id);
        if (known != null) {
            byTime.remove(known);
            open.remove(known);
            Post.of(known).forEach(posts::remove);
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

    /** All incidents and maintenances, oldest first. */
    public List<Incident> incidents() {
        return List.copyOf(byTime);
    }

    /** Those whose time is at or after {@code since}, newest first. */
    public List<Incident> incidentsSince(Instant since) {
        List<Incident> recent = new ArrayList<>();
        for (Incident incident : byTime.descendingSet()) {
            if (placeInTime(incident).isBefore(since)) {
                break;
            }
            recent.add(incident);
        }
        return recent;
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

    private List<Incident> openMaintenances(boolean upcoming) {
        return open.stream()
                .filter(incident -> incident.kind() == IncidentKind.MAINTENANCE)
                .filter(incident -> upcoming == (incident.status() == Status.SCHEDULED))
                .toList();
    }

    /** Finished maintenances, newest first. */
    public List<Incident> pastMaintenances(int limit) {
        return byTime.descendingSet().stream()
                .filter(incident -> incident.kind() == IncidentKind.MAINTENANCE)
                .filter(incident -> incident.status().isTerminal())
                .limit(limit)
                .toList();
    }

    /** All posts, oldest first. */
    public List<Post> posts() {
        return List.copyOf(posts);
    }

    /** The newest posts, newest first. */
    public List<Post> newestPosts(int limit) {
        return posts.descendingSet().stream().limit(limit).toList();
    }

    /** Components in page order: groups by their first position, then position, then name. */
    public List<Component> components() {
        Map<String, Integer> groups = new HashMap<>();
        components.values().forEach(component -> groups.merge(groupOf(component), component.position(), Math::min));
        return components.values().stream()
                .sorted(Comparator.comparingInt((Component component) -> groups.getOrDefault(groupOf(component), 0))
                        .thenComparing(SiteModel::groupOf)
                        .thenComparingInt(Component::position)
                        .thenComparing(Component::name))
                .toList();
    }

    public OverallStatus overall() {
        return OverallStatus.of(components.values(), open);
    }

    /** When the newest known event was accepted; the epoch if there is none. */
    public Instant changedAt() {
        return changedAt;
    }

    /** The time an incident is sorted by: the window's start for a maintenance, otherwise when it began. */
    public static Instant placeInTime(Incident incident) {
        @Nullable Window window = incident.window();
        return window == null ? incident.startedAt() : window.startsAt();
    }

    private static String groupOf(Component component) {
        return component.group() == null ? "" : component.group();
    }
}
