package org.incidentcomms.api.component;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.service.storage.Database;

@ApplicationScoped
class StateChangeStore {
    private final Database database;

    StateChangeStore(Database database) {
        this.database = database;
    }

    /**
     * Records that these have their statuses since their last change; never before the previous change, as replicas'
     * clocks differ. The caller has locked them.
     */
    void add(List<Component> changed) {
        database.updateAll(
                """
                insert into component_state_change (component_id, at, status)
                select ?, greatest(?, (select max(at) from component_state_change where component_id = ?)), ?""",
                changed.stream()
                        .map(c -> new Object[] {
                            c.id(), c.updatedAt(), c.id(), c.status().wire()
                        })
                        .toList());
    }

    /**
     * By component, oldest first: those after {@code time}, and the one before them; at most the newest {@code most} of
     * each. A component without any is not in the map.
     */
    Map<String, List<ComponentState>> since(List<String> componentIds, Instant time, int most) {
        record Found(String component, ComponentState state) {}
        return database
                .query(
                        """
                        select wanted.id, newest.at, newest.status
                        from unnest(?) as wanted (id) cross join lateral (
                            select at, status, seq from component_state_change
                            where component_id = wanted.id and at >= coalesce((
                                select max(at) from component_state_change where component_id = wanted.id and at <= ?),
                                '-infinity')
                            order by at desc, seq desc limit ?) as newest
                        order by newest.at, newest.seq""",
                        row -> new Found(
                                row.getString("id"),
                                new ComponentState(
                                        Database.word(row, "status", ComponentStatus.class),
                                        row.getTimestamp("at").toInstant())),
                        componentIds.toArray(String[]::new),
                        time,
                        most)
                .stream()
                .collect(
                        Collectors.groupingBy(Found::component, Collectors.mapping(Found::state, Collectors.toList())));
    }
}
