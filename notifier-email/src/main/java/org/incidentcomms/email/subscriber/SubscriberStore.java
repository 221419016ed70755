package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;
import org.jspecify.annotations.Nullable;

/** SQL of the update list. Addresses are only ever parameters, so that no SQL log shows one. */
@Singleton
public class SubscriberStore {

    /**
     * The number of recipients of an event.
     *
     * @param lastId highest id among them, 0 if there are none
     */
    public record Reach(long lastId, long count) {}

    /** A subscriber and whether it was created by this call. */
    record Added(Subscriber subscriber, boolean isNew) {}

    private static final String COLUMNS = "id, address, recipient_key, state, listed, components, events, language,"
            + " time_zone, groups, confirmed_at, note, created_at";

    private static final String ADD = """
            with known as (
                update subscriber set confirmed_at = coalesce(confirmed_at, ?::timestamptz) where lower(address) = lower(?)
                returning %1$s, false as is_new
            ), added as (
                insert into subscriber (address, recipient_key, components, events, language, time_zone, listed,
                    confirmed_at, note, created_at)
                select ?, ?, ?::text[], ?::text[], ?::text, ?::text, ?, ?::timestamptz, ?::text, ?::timestamptz
                where not exists (select from known)
                on conflict (lower(address)) do update
                set confirmed_at = coalesce(subscriber.confirmed_at, excluded.confirmed_at)
                returning %1$s, xmax = 0 as is_new
            )
            select * from known union all select * from added
            """.formatted(COLUMNS);

    private final AddressSafeDatabase database;

    public SubscriberStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    /** How many subscribers would get it now. */
    public Reach reach(AudienceFilter filter) {
        AudienceQuery query = AudienceQuery.reach(filter);
        return database.find(query.text(), row -> new Reach(row.getLong(1), row.getLong(2)), query.values())
                .orElseThrow();
    }

    /** The numbers n for which there are recipients with n * size < id <= (n + 1) * size. */
    public List<Integer> ranges(AudienceFilter filter, int size) {
        AudienceQuery query = AudienceQuery.ranges(filter, size);
        return database.query(query.text(), row -> row.getInt(1), query.values());
    }

    /** Those of these groups that no subscriber is in. */
    public List<String> emptyGroups(Collection<String> groups) {
        return database.query(
                "select group_id from unnest(?::text[]) group_id"
                        + " where not exists (select from subscriber where group_id = any (groups)) order by 1",
                row -> row.getString(1),
                (Object) groups.toArray(String[]::new));
    }

    /** The recipients among ids {@code firstId} to {@code lastId}, in ascending order of id. */
    public List<Subscriber> between(long firstId, long lastId, AudienceFilter filter) {
        AudienceQuery query = AudienceQuery.between(COLUMNS, firstId, lastId, filter);
        return database.query(query.text(), SubscriberStore::read, query.values());
    }

    /**
     * Adds an address, or returns the subscriber that has it in any spelling. An existing subscriber keeps its choices;
     * only a missing confirmation is added. A known address uses up no id: the ledger cuts an event into chunks by id,
     * and a list that is imported again every night would otherwise raise the number of chunks. Only concurrent calls
     * that add the same new address may each use up an id.
     */
    Added add(
            EmailAddress address,
            String recipientKey,
            Preferences preferences,
            boolean listed,
            @Nullable Instant confirmedAt,
            @Nullable String note,
            Instant now) {
        return database.find(
                        ADD,
                        row -> new Added(read(row), row.getBoolean("is_new")),
                        confirmedAt,
                        address.value(),
                        address.value(),
                        recipientKey,
                        preferences.componentIds(),
                        preferences.eventNames(),
                        preferences.language(),
                        preferences.timeZone(),
                        listed,
                        confirmedAt,
                        note,
                        now)
                .orElseThrow();
    }

    public boolean isQuarantined(long id) {
        return database.exists("select from subscriber where id = ? and state = 'quarantined'", id);
    }

    Optional<Subscriber> byAddress(EmailAddress address) {
        return database.find(
                "select " + COLUMNS + " from subscriber where lower(address) = ?",
                SubscriberStore::read,
                address.key());
    }

    Optional<Subscriber> byKey(String recipientKey) {
        return database.find(
                "select " + COLUMNS + " from subscriber where recipient_key = ?", SubscriberStore::read, recipientKey);
    }

    Optional<Subscriber> byId(long id) {
        return database.find("select " + COLUMNS + " from subscriber where id = ?", SubscriberStore::read, id);
    }

    /** Reads the row and locks it until the transaction ends. */
    Optional<Subscriber> lock(long id) {
        return database.find(
                "select " + COLUMNS + " from subscriber where id = ? for update", SubscriberStore::read, id);
    }

    /** One page in ascending order of id, beginning after {@code afterId}. */
    List<Subscriber> page(long afterId, int limit) {
        return page(afterId, limit, null);
    }

    /**
     * As above.
     *
     * @param state only those in it; null for all
     */
    List<Subscriber> page(long afterId, int limit, Subscriber.@Nullable State state) {
        String wire = state == null ? null : state.wire();
        return database.query(
                "select " + COLUMNS + " from subscriber where id > ? and (?::text is null"
                        + " or case when confirmed_at is null then 'pending' else state end = ?) order by id limit ?",
                SubscriberStore::read,
                afterId,
                wire,
                wire,
                limit);
    }

    /** Stores all that may change of a subscriber; {@link Subscriber.State#PENDING} leaves the state as it is. */
    void update(Subscriber changed) {
        int unused = database.update(
                """
                update subscriber set state = coalesce(nullif(?, 'pending'), state), listed = ?, components = ?,
                    events = ?, language = ?::text, time_zone = ?::text, groups = ?, confirmed_at = ?::timestamptz,
                    note = ?::text
                where id = ?""",
                changed.state().wire(),
                changed.listed(),
                changed.preferences().componentIds(),
                changed.preferences().eventNames(),
                changed.preferences().language(),
                changed.preferences().timeZone(),
                changed.groups().toArray(String[]::new),
                changed.confirmedAt(),
                changed.note(),
                changed.id());
    }

    /** Removes a subscriber and everything that belongs to it; returns what it was. */
    Optional<Subscriber> remove(long id) {
        return database.find("delete from subscriber where id = ? returning " + COLUMNS, SubscriberStore::read, id);
    }

    Optional<Subscriber> remove(String recipientKey) {
        return database.find(
                "delete from subscriber where recipient_key = ? returning " + COLUMNS,
                SubscriberStore::read,
                recipientKey);
    }

    private static Subscriber read(ResultSet row) throws SQLException {
        Instant confirmedAt = Database.time(row, "confirmed_at");
        return new Subscriber(
                row.getLong("id"),
                row.getString("address"),
                row.getString("recipient_key"),
                confirmedAt == null ? Subscriber.State.PENDING : Database.word(row, "state", Subscriber.State.class),
                row.getBoolean("listed"),
                new Preferences(
                        texts(row, "components"),
                        texts(row, "events").stream().map(EventKind::of).toList(),
                        row.getString("language"),
                        row.getString("time_zone")),
                texts(row, "groups"),
                confirmedAt,
                row.getString("note"),
                row.getTimestamp("created_at").toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
