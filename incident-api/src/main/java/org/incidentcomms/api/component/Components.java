package org.incidentcomms.api.component;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.incidentcomms.api.access.Audit;
import org.incidentcomms.api.access.Caller;
import org.incidentcomms.api.outbox.Outbox;
import org.incidentcomms.api.request.RequestReader;
import org.incidentcomms.api.storage.Ids;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentChange;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.ComponentDeleted;
import org.incidentcomms.service.problem.Problems;
import org.incidentcomms.service.problem.Violation;
import org.incidentcomms.service.request.IfMatch;
import org.jspecify.annotations.Nullable;

/** The use cases of components. Each change is a new version and an event. */
@ApplicationScoped
public class Components {
    /** The page shows 90 days including today; one more, because its today may be a day later and in another zone. */
    private static final Duration TOLD = Duration.ofDays(91);

    private static final int MOST_STATES_TOLD = 500;

    private final ComponentStore store;
    private final StateChangeStore history;
    private final Outbox outbox;
    private final Audit audit;
    private final RequestReader requests;
    private final Ids ids;
    private final Clock clock;

    Components(
            ComponentStore store,
            StateChangeStore history,
            Outbox outbox,
            Audit audit,
            RequestReader requests,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.history = history;
        this.outbox = outbox;
        this.audit = audit;
        this.requests = requests;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Component add(ComponentInput fields, Caller caller) {
        Instant now = clock.instant();
        Component added = merged(ids.next("cmp"), 1, fields, now, now);
        store.insert(added);
        history.add(List.of(added));
        publish(changed(List.of(added), now).getFirst(), null, added, caller, now);
        return added;
    }

    @Transactional
    public Component change(String id, JsonNode patch, IfMatch ifMatch, Caller caller) {
        Component before = store.lock(id).orElseThrow(() -> Problems.notFound("component"));
        ifMatch.check(before.version());
        ComponentInput fields = requests.patched(ComponentInput.of(before), patch, ComponentInput.class);
        Instant now = clock.instant();
        Component after = merged(id, before.version() + 1, fields, before.createdAt(), now);
        if (ComponentInput.of(after).equals(ComponentInput.of(before))) {
            return before;
        }
        store.update(List.of(after));
        if (after.status() != before.status()) {
            history.add(List.of(after));
        }
        publish(changed(List.of(after), now).getFirst(), before, after, caller, now);
        return after;
    }

    /** The page removes it; incidents that named it keep its name. */
    @Transactional
    public void delete(String id, IfMatch ifMatch, Caller caller) {
        Component before = store.lock(id).orElseThrow(() -> Problems.notFound("component"));
        ifMatch.check(before.version());
        store.delete(id);
        Instant now = clock.instant();
        Component last = merged(id, before.version() + 1, ComponentInput.of(before), before.createdAt(), now);
        publish(new ComponentDeleted(last), before, null, caller, now);
    }

    /**
     * Assigns all components their groups and positions; those whose position is the same are not changed.
     * {@code ifMatch} refers to the order, see {@link ComponentOrder#etag}.
     */
    @Transactional
    public List<Component> order(OrderComponents command, IfMatch ifMatch, Caller caller) {
        List<Component> all = store.lockAll();
        ifMatch.check(ComponentOrder.etag(store.list()));
        Map<String, ComponentOrder.Place> places = ComponentOrder.of(command, all);
        Instant now = clock.instant();
        Map<String, Component> moved = new LinkedHashMap<>();
        for (Component before : all) {
            ComponentOrder.Place place = Objects.requireNonNull(places.get(before.id()), before.id());
            if (Objects.equals(before.group(), place.group()) && before.position() == place.position()) {
                continue;
            }
            ComponentInput fields = new ComponentInput(
                    before.name(), before.description(), place.group(), place.position(), before.status());
            moved.put(before.id(), merged(before.id(), before.version() + 1, fields, before.createdAt(), now));
        }
        if (!moved.isEmpty()) {
            store.update(List.copyOf(moved.values()));
            Map<String, Component> before = all.stream().collect(Collectors.toMap(Component::id, Function.identity()));
            for (ComponentChanged event : changed(List.copyOf(moved.values()), now)) {
                String id = event.component().id();
                publish(event, before.get(id), moved.get(id), caller, now);
            }
        }
        return store.list();
    }

    public Component get(String id) {
        return store.find(id).orElseThrow(() -> Problems.notFound("component"));
    }

    public List<Component> list() {
        return store.list();
    }

    /**
     * Sets the statuses an update gives to components, in the caller's transaction; unknown or duplicate ids are 422.
     * The caller passes the result to {@link #publishChanges} after its own event.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public ComponentChanges apply(List<ComponentStatusInput> named, Instant now) {
        Map<String, Component> locked =
                lock(named.stream().map(ComponentStatusInput::id).toList(), "].id");
        List<ComponentChange> snapshot = new ArrayList<>();
        Map<String, Component> changed = new LinkedHashMap<>();
        for (ComponentStatusInput name : named) {
            Component before = Objects.requireNonNull(locked.get(name.id()), name.id());
            snapshot.add(new ComponentChange(name.id(), before.name(), before.status(), name.status()));
            if (before.status() != name.status()) {
                changed.put(name.id(), withStatus(before, name.status(), now));
            }
        }
        List<Component> inIdOrder = locked.keySet().stream()
                .filter(changed::containsKey)
                .map(changed::get)
                .toList();
        if (!inIdOrder.isEmpty()) {
            store.updateStatuses(inIdOrder);
            history.add(inIdOrder);
        }
        return new ComponentChanges(snapshot, inIdOrder);
    }

    /**
     * Names components without changing them; unknown or duplicate ids are 422.
     *
     * @param fieldEnd the suffix after the index in the name of the field that holds an id
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public ComponentChanges mention(List<String> named, String fieldEnd) {
        Map<String, Component> locked = lock(named, fieldEnd);
        return new ComponentChanges(
                named.stream()
                        .map(locked::get)
                        .map(c -> new ComponentChange(c.id(), c.name(), c.status(), c.status()))
                        .toList(),
                List.of());
    }

    /** Returns the current statuses of those of {@code wanted} that still exist, locked until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ComponentStatusInput> current(List<String> wanted) {
        return store.lock(wanted).stream()
                .map(c -> new ComponentStatusInput(c.id(), c.status()))
                .toList();
    }

    /** Appends the events of the changes made by {@link #apply}. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publishChanges(ComponentChanges changes, Instant now, @Nullable String traceparent) {
        changed(changes.changed(), now).forEach(event -> outbox.append(PublishedEvent.of(event, now, traceparent)));
    }

    /** Their events, in order, with the status histories the page shows; the API's responses omit these. */
    private List<ComponentChanged> changed(List<Component> components, Instant now) {
        if (components.isEmpty()) {
            return List.of();
        }
        List<String> changedIds = components.stream().map(Component::id).toList();
        Map<String, List<ComponentState>> states = history.since(changedIds, now.minus(TOLD), MOST_STATES_TOLD);
        return components.stream()
                .map(c -> new ComponentChanged(c.withHistory(states.getOrDefault(c.id(), List.of()))))
                .toList();
    }

    /** In id order. */
    private Map<String, Component> lock(List<String> named, String fieldEnd) {
        if (named.isEmpty()) {
            return Map.of();
        }
        Map<String, Component> locked = store.lock(named).stream()
                .collect(Collectors.toMap(Component::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < named.size(); i++) {
            String id = named.get(i);
            if (!locked.containsKey(id)) {
                violations.add(new Violation("components[" + i + fieldEnd, "there is no such component"));
            } else if (!seen.add(id)) {
                violations.add(new Violation("components[" + i + fieldEnd, "is listed twice"));
            }
        }
        Problems.throwIfAny(violations);
        return locked;
    }

    private void publish(
            StatusEvent event, @Nullable Component before, @Nullable Component after, Caller caller, Instant now) {
        PublishedEvent published = PublishedEvent.of(event, now, caller.traceparent());
        outbox.append(published);
        audit.record(
                caller,
                now,
                published.type().wire(),
                event.aggregateId(),
                event.aggregateVersion(),
                before == null ? null : audited(before),
                after == null ? null : audited(after));
    }

    private static Map<String, ?> audited(Component component) {
        return Map.of("name", component.name(), "status", component.status().wire());
    }

    private static Component merged(
            String id, long version, ComponentInput fields, Instant createdAt, Instant updatedAt) {
        Integer position = fields.position();
        ComponentStatus status = fields.status();
        return new Component(
                id,
                version,
                fields.name().strip(),
                fields.description(),
                fields.group(),
                position == null ? 0 : position,
                status == null ? ComponentStatus.OPERATIONAL : status,
                createdAt,
                updatedAt);
    }

    private static Component withStatus(Component c, ComponentStatus status, Instant now) {
        return new Component(
                c.id(),
                c.version() + 1,
                c.name(),
                c.description(),
                c.group(),
                c.position(),
                status,
                c.createdAt(),
                now);
    }
}
