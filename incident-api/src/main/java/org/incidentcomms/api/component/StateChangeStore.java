package org.incidentcomms.api.component;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
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

    /** Oldest first: those after {@code time}, and the one before them; at most the newest {@code most}. */
    List<ComponentState> since(String componentId, Instant time, int most) {
        return database.query(
                        """
                        select at, status from component_state_change
                        where component_id = ? and at >= coalesce((
                            select max(at) from component_state_change where component_id = ? and at <= ?), '-infinity')
                        order by at desc, seq desc limit ?""",
                        row -> new ComponentState(
                                Database.word(row, "status", ComponentStatus.class),
                                row.getTimestamp("at").toInstant()),
                        componentId,
                        componentId,
                        time,
                        most)
                .reversed();
    }
}
