package org.incidentcomms.api.component;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.events.Component;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.service.storage.Database;

@ApplicationScoped
class ComponentStore {
    private static final String COLUMNS =
            "id, version, name, description, group_name, position, status, created_at, updated_at";

    private final Database database;

    ComponentStore(Database database) {
        this.database = database;
    }

    void insert(Component component) {
        database.update(
                "insert into component (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                component.id(),
                component.version(),
                component.name(),
                component.description(),
                component.group(),
                component.position(),
                component.status().wire(),
                component.createdAt(),
                component.updatedAt());
    }

    void update(List<Component> components) {
        database.updateAll(
                """
                update component set version = ?, name = ?, description = ?, group_name = ?, position = ?, status = ?,
                    updated_at = ? where id = ?""",
                components.stream()
                        .map(c -> new Object[] {
                            c.version(),
                            c.name(),
                            c.description(),
                            c.group(),
                            c.position(),
                            c.status().wire(),
                            c.updatedAt(),
                            c.id()
                        })
                        .toList());
    }

    void updateStatuses(List<Component> components) {
        database.updateAll(
                "update component set version = ?, status = ?, updated_at = ? where id = ?",
                components.stream()
                        .map(c -> new Object[] {c.version(), c.status().wire(), c.updatedAt(), c.id()})
                        .toList());
    }

    void delete(String id) {
        database.update("delete from component where id = ?", id);
    }

    Optional<Component> find(String id) {
        return database.find("select " + COLUMNS + " from component where id = ?", ComponentStore::component, id);
    }

    /** As {@link #find}, and locks it until the transaction ends. */
    Optional<Component> lock(String id) {
        return database.find(
                "select " + COLUMNS + " from component where id = ? for update", ComponentStore::component, id);
    }

    /** Locks those of {@code ids} that exist, in id order, so that two transactions never deadlock. */
    List<Component> lock(Collection<String> ids) {
        return database.query(
                "select " + COLUMNS + " from component where id = any (?) order by id for update",
                ComponentStore::component,
                (Object) ids.toArray(String[]::new));
    }

    /** All, locked in id order. */
    List<Component> lockAll() {
        return database.query(
                "select " + COLUMNS + " from component order by id for update", ComponentStore::component);
    }

    /** In the status page's order: groups by the first position in them, components by position, then by name. */
    List<Component> list() {
        return database.query("""
                select %s from component order by
                    min(position) over (partition by coalesce(group_name, '')), coalesce(group_name, '') collate "C",
                    position, name collate "C", id""".formatted(COLUMNS), ComponentStore::component);
    }

    private static Component component(ResultSet row) throws SQLException {
        return new Component(
                row.getString("id"),
                row.getLong("version"),
                row.getString("name"),
                row.getString("description"),
                row.getString("group_name"),
                row.getInt("position"),
                Database.word(row, "status", ComponentStatus.class),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
