package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
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

    private static final String COLUMNS = "id, address, recipient_key, components, confirmed_at, note, created_at";
    private static final String TOLD =
            "confirmed_at <= ? and (cardinality(components) = 0 or cardinality(?::text[]) = 0 or components && ?)";

    private static final String ADD = """
            with known as (
                update subscriber set confirmed_at = coalesce(confirmed_at, ?::timestamptz) where lower(address) = lower(?)
                returning %1$s, false as is_new
            ), added as (
                insert into subscriber (address, recipient_key, components, confirmed_at, note, created_at)
                select ?, ?, ?::text[], ?::timestamptz, ?::text, ?::timestamptz where not exists (select from known)
                on conflict (lower(address)) do update
                set confirmed_at = coalesce(subscriber.confirmed_at, excluded.confirmed_at)
                returning %1$s, xmax = 0 as is_new
            )
            select * from known union all select * from added
            """.formatted(COLUMNS);

    private final DataSource dataSource;

    public SubscriberStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How many subscribers would get it now. */
    public Reach reach(AudienceFilter filter) {
        return query(
                "select coalesce(max(id), 0), count(*) from subscriber where " + TOLD,
                statement -> bind(statement, 1, filter),
                rows -> {
                    rows.next();
                    return new Reach(rows.getLong(1), rows.getLong(2));
                });
    }

    /** The recipients among ids {@code firstId} to {@code lastId}, in ascending order of id. */
    public List<Subscriber> between(long firstId, long lastId, AudienceFilter filter) {
        return query(
                "select " + COLUMNS + " from subscriber where id between ? and ? and " + TOLD + " order by id",
                statement -> {
                    statement.setLong(1, firstId);
                    statement.setLong(2, lastId);
                    bind(statement, 3, filter);
                },
                SubscriberStore::readAll);
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
            List<String> components,
            @Nullable Instant confirmedAt,
            @Nullable String note,
            Instant now) {
        return query(
                ADD,
                statement -> {
                    OffsetDateTime confirmed = confirmedAt == null ? null : utc(confirmedAt);
                    statement.setObject(1, confirmed, Types.TIMESTAMP_WITH_TIMEZONE);
                    statement.setString(2, address.value());
                    statement.setString(3, address.value());
                    statement.setString(4, recipientKey);
                    statement.setArray(5, array(statement, components));
                    statement.setObject(6, confirmed, Types.TIMESTAMP_WITH_TIMEZONE);
                    statement.setString(7, note);
                    statement.setObject(8, utc(now));
                },
                rows -> {
                    rows.next();
                    return new Added(read(rows), rows.getBoolean("is_new"));
                });
    }

    Optional<Subscriber> byAddress(EmailAddress address) {
        return query(
                        "select " + COLUMNS + " from subscriber where lower(address) = ?",
                        statement -> statement.setString(1, address.key()),
                        SubscriberStore::readAll)
                .stream()
                .findFirst();
    }

    boolean exists(String recipientKey) {
        return query(
                "select 1 from subscriber where recipient_key = ?",
                statement -> statement.setString(1, recipientKey),
                ResultSet::next);
    }

    /** One page in ascending order of id, beginning after {@code afterId}. */
    List<Subscriber> page(long afterId, int limit) {
        return query(
                "select " + COLUMNS + " from subscriber where id > ? order by id limit ?",
                statement -> {
                    statement.setLong(1, afterId);
                    statement.setInt(2, limit);
                },
                SubscriberStore::readAll);
    }

    boolean remove(long id) {
        return update("delete from subscriber where id = ?", statement -> statement.setLong(1, id)) > 0;
    }

    boolean remove(String recipientKey) {
        return update(
                        "delete from subscriber where recipient_key = ?",
                        statement -> statement.setString(1, recipientKey))
                > 0;
    }

    private static void bind(PreparedStatement statement, int first, AudienceFilter filter) throws SQLException {
        Array components = array(statement, List.copyOf(filter.components()));
        statement.setObject(first, utc(filter.confirmedUntil()));
        statement.setArray(first + 1, components);
        statement.setArray(first + 2, components);
    }

    private static Array array(PreparedStatement statement, List<String> values) throws SQLException {
        return statement.getConnection().createArrayOf("text", values.toArray());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static List<Subscriber> readAll(ResultSet rows) throws SQLException {
        List<Subscriber> all = new ArrayList<>();
        while (rows.next()) {
            all.add(read(rows));
        }
        return all;
    }

    private static Subscriber read(ResultSet rows) throws SQLException {
        OffsetDateTime confirmedAt = rows.getObject("confirmed_at", OffsetDateTime.class);
        return new Subscriber(
                rows.getLong("id"),
                rows.getString("address"),
                rows.getString("recipient_key"),
                List.of((String[]) rows.getArray("components").getArray()),
                confirmedAt == null ? null : confirmedAt.toInstant(),
                rows.getString("note"),
                rows.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private <T> T query(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    private int update(String sql, Binding binding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
