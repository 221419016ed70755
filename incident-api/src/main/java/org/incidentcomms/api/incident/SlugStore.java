package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.incidentcomms.service.storage.Database;

/** The slugs in use, stored as digests, so that the words of a withdrawn title are not kept. */
@ApplicationScoped
class SlugStore {
    static final String INCIDENTS = "incidents";
    static final String POSTS = "posts";

    private static final String CLAIM = """
            with wanted as (select ?::text as name_space, ?::text as plain, ?::integer as least),
            hashed as (select *, encode(sha256(convert_to(plain, 'UTF8')), 'hex') as base from wanted),
            next as (
                select *, greatest(least, 1 + (select coalesce(max(s.number), 0) from slug s
                    where s.name_space = hashed.name_space and s.base = hashed.base)) as number
                from hashed),
            claimed as (
                insert into slug (name_space, slug, base, number)
                select name_space, case number when 1 then base
                        else encode(sha256(convert_to(plain || '-' || number, 'UTF8')), 'hex') end, base, number
                from next
                on conflict (name_space, slug) do nothing
                returning number)
            select number, exists (select 1 from claimed) as claimed from next""";

    private final Database database;

    SlugStore(Database database) {
        this.database = database;
    }

    /**
     * Claims {@code base}, or {@code base-2}, {@code base-3} and so on if it is taken. Waits for a transaction that claims the
     * same slug.
     *
     * @return the number, 1 for the plain {@code base}
     */
    int claim(String nameSpace, String base) {
        int least = 1;
        while (true) {
            Attempt attempt = database.find(CLAIM, SlugStore::attempt, nameSpace, base, least)
                    .orElseThrow();
            if (attempt.claimed()) {
                return attempt.number();
            }
            least = attempt.number() + 1;
        }
    }

    /** Not claimed if another transaction has just taken the number, or another title has that slug of its own. */
    private record Attempt(int number, boolean claimed) {}

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(row.getInt("number"), row.getBoolean("claimed"));
    }
}
