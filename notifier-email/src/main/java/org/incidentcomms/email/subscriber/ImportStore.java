package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQL of imports, for many rows at once. */
@Singleton
class ImportStore {
    private final AddressSafeDatabase database;

    ImportStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    /** Those of the hashes, in hexadecimal, that belong to who left. */
    Set<String> departed(List<String> hashes) {
        return new HashSet<>(database.query(
                "select encode(address_hash, 'hex') from departed"
                        + " where address_hash in (select decode(hash, 'hex') from unnest(?::text[]) hash)",
                row -> row.getString(1),
                (Object) hashes.toArray(String[]::new)));
    }

    void forgetDeparted(List<String> hashes) {
        int unused = database.update(
                "delete from departed where address_hash in (select decode(hash, 'hex') from unnest(?::text[]) hash)",
                (Object) hashes.toArray(String[]::new));
    }

    /**
     * A row that was added.
     *
     * @param active whether it is confirmed and gets mail
     */
    record Added(long id, EmailAddress address, boolean active) {}

    /** A row's hashes in hexadecimal; none if it is added whether or not the address left. */
    interface Hashes {
        List<String> of(ImportRow row);
    }

    /**
     * Adds the rows whose address is new and has not left, with an entry in the audit trail for each; returns those. One
     * statement sees either the subscriber who leaves at this moment or that the address left, never neither.
     */
    List<Added> add(List<ImportRow> rows, Hashes hashes, RecipientKeys keys, String operator, Instant now) {
        return database.query(
                """
                        with added as (
                            insert into subscriber (address, recipient_key, state, components, events, groups, language,
                                time_zone, confirmed_at, note, created_at)
                            select r.address, r.recipient_key, r.state, string_to_array(r.components, chr(10)),
                                string_to_array(r.events, chr(10)), string_to_array(r.groups, chr(10)), r.language,
                                r.time_zone, r.confirmed_at::timestamptz, r.note, r.created_at::timestamptz
                            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                                as r (address, recipient_key, state, components, events, groups, language, time_zone,
                                    confirmed_at, note, created_at, hashes)
                            where not exists (select from subscriber s where lower(s.address) = lower(r.address))
                                and not exists (select from departed where address_hash in (
                                    select decode(hash, 'hex') from unnest(string_to_array(r.hashes, chr(10))) hash))
                            on conflict (lower(address)) do nothing
                            returning id, address, confirmed_at is not null and state = 'active' as active
                        ), logged as (
                            insert into subscriber_change (subscriber_id, at, actor, action)
                            select id, ?, ?, 'imported' from added
                        )
                        select id, address, active from added""",
                row -> new Added(
                        row.getLong("id"), new EmailAddress(row.getString("address")), row.getBoolean("active")),
                column(rows, row -> row.address().value()),
                column(rows, row -> keys.next()),
                column(
                        rows,
                        row -> (row.state() == Subscriber.State.PENDING ? Subscriber.State.ACTIVE : row.state())
                                .wire()),
                column(rows, row -> String.join("\n", row.preferences().components())),
                column(
                        rows,
                        row -> String.join("\n", Arrays.asList(row.preferences().eventNames()))),
                column(rows, row -> String.join("\n", row.groups())),
                column(rows, row -> row.preferences().language()),
                column(rows, row -> row.preferences().timeZone()),
                column(
                        rows,
                        row -> row.confirmedAt() == null
                                ? null
                                : row.confirmedAt().toString()),
                column(rows, ImportRow::note),
                column(rows, row -> row.createdAt().toString()),
                column(rows, row -> String.join("\n", hashes.of(row))),
                now,
                operator.substring(0, Math.min(200, operator.length())));
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static @Nullable String[] column(List<ImportRow> rows, Function<ImportRow, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
