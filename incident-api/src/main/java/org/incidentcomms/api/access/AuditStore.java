package org.incidentcomms.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.storage.JsonColumns;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AuditStore {
    private final Database database;
    private final JsonColumns documents;

    AuditStore(Database database, JsonColumns documents) {
        this.database = database;
        this.documents = documents;
    }

    void add(
            Instant at,
            Caller caller,
            String action,
            String resourceId,
            long version,
            @Nullable String before,
            @Nullable String after) {
        database.execute("""
                insert into audit (at, actor, address, action, resource_id, version, before, after)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""", at, caller.name(), caller.address(), action, resourceId, version, before, after);
    }

    /** Removes every other field from {@code before} and {@code after}. */
    void keepOnly(String resourceId, String... fields) {
        String kept = "(select jsonb_object_agg(key, value) from jsonb_each(%s) where key = any (?))";
        database.update(
                "update audit set before = " + kept.formatted("before") + ", after = " + kept.formatted("after")
                        + " where resource_id = ?",
                fields,
                fields,
                resourceId);
    }

    /** Removes this scope from {@code before} and {@code after}. */
    void forgetScope(String resourceId, String scope) {
        String kept = "case when %1$s ->> 'scope' = ? then %1$s - 'scope' else %1$s end";
        database.update(
                "update audit set before = " + kept.formatted("before") + ", after = " + kept.formatted("after")
                        + " where resource_id = ? and ? in (before ->> 'scope', after ->> 'scope')",
                scope,
                scope,
                resourceId,
                scope);
    }

    /**
     * Which entries; null matches any.
     *
     * @param action an action, or its first word for all that begin with it
     * @param since inclusive
     * @param until exclusive
     */
    record AuditFilter(
            @Nullable String resourceId,
            @Nullable String actor,
            @Nullable String action,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /** Newest first, those before {@code beforeSeq}. */
    List<AuditEntry> list(AuditFilter wanted, long beforeSeq, int limit) {
        return database.query(
                """
                select seq, at, actor, address, action, resource_id, version, before, after from audit
                where seq < ? and (?::text is null or resource_id = ?) and (?::text is null or actor = ?)
                  and (?::text is null or action = ? or starts_with(action, ? || '.'))
                  and (?::timestamptz is null or at >= ?) and (?::timestamptz is null or at < ?)
                order by seq desc limit ?""",
                this::entry,
                beforeSeq,
                wanted.resourceId(),
                wanted.resourceId(),
                wanted.actor(),
                wanted.actor(),
                wanted.action(),
                wanted.action(),
                wanted.action(),
                wanted.since(),
                wanted.since(),
                wanted.until(),
                wanted.until(),
                limit);
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("seq"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("address"),
                row.getString("action"),
                row.getString("resource_id"),
                row.getLong("version"),
                json(row.getString("before")),
                json(row.getString("after")));
    }

    private @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : documents.read(text, JsonNode.class);
    }

    /**
     * One entry of the audit trail.
     *
     * @param action the event's type on the wire
     * @param version of the resource after the change
     * @param before previous values of the changed fields, or null if it is new
     * @param after their new values, or null if it is deleted
     */
    public record AuditEntry(
            long seq,
            Instant at,
            String actor,
            String address,
            String action,
            String resourceId,
            long version,

            @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable JsonNode before,

            @Schema(type = SchemaType.OBJECT, implementation = Object.class) @Nullable JsonNode after) {}
}
