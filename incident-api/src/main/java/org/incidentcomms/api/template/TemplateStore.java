package org.incidentcomms.api.template;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.storage.Database;

@ApplicationScoped
class TemplateStore {
    private static final String SELECT = "select id, version, fields, created_at, updated_at from template ";

    private final Database database;
    private final JsonColumns documents;

    TemplateStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    /** Locks the set of names until the transaction ends. */
    void lockNames() {
        database.query("select pg_advisory_xact_lock(hashtextextended('template names', 7))", row -> true);
    }

    void insert(Template template) {
        database.update(
                """
                insert into template (id, version, name, kind, fields, created_at, updated_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?)""",
                template.id(),
                template.version(),
                template.name(),
                template.kind().wire(),
                documents.write(template.fields()),
                template.createdAt(),
                template.updatedAt());
    }

    void update(Template template) {
        database.update(
                "update template set version = ?, name = ?, kind = ?, fields = ?::jsonb, updated_at = ? where id = ?",
                template.version(),
                template.name(),
                template.kind().wire(),
                documents.write(template.fields()),
                template.updatedAt(),
                template.id());
    }

    void delete(String id) {
        database.update("delete from template where id = ?", id);
    }

    Optional<Template> find(String id) {
        return database.find(SELECT + "where id = ?", this::template, id);
    }

    Optional<Template> lock(String id) {
        return database.find(SELECT + "where id = ? for update", this::template, id);
    }

    Optional<Template> findByName(String name) {
        return database.find(SELECT + "where lower(name) = lower(?)", this::template, name);
    }

    /** By name. */
    List<Template> list() {
        return database.query(SELECT + "order by lower(name)", this::template);
    }

    private Template template(ResultSet row) throws SQLException {
        return Template.of(
                row.getString("id"),
                row.getLong("version"),
                documents.read(row.getString("fields"), TemplateFields.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
