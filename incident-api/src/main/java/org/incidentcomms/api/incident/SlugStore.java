package org.incidentcomms.api.incident;

import jakarta.enterprise.context.ApplicationScoped;
import org.incidentcomms.service.digest.Sha256;
import org.incidentcomms.service.storage.Database;

/** The slugs in use, stored as digests, so that the words of a withdrawn title are not kept. */
@ApplicationScoped
class SlugStore {
    static final String INCIDENTS = "incidents";
    static final String POSTS = "posts";

    private final Database database;

    SlugStore(Database database) {
        this.database = database;
    }

    /** Waits for a transaction that claims the same slug; returns false if it is taken. */
    boolean claim(String nameSpace, String slug, String base, int number) {
        return database.update("""
                        insert into slug (name_space, slug, base, number) values (?, ?, ?, ?)
                        on conflict (name_space, slug) do nothing""", nameSpace, Sha256.hex(slug), Sha256.hex(base), number) == 1;
    }

    /** The highest number given to {@code base}; 1 if only another base's slug has taken the plain one. */
    int highest(String nameSpace, String base) {
        return database.find(
                        "select coalesce(max(number), 1) from slug where name_space = ? and base = ?",
                        row -> row.getInt(1),
                        nameSpace,
                        Sha256.hex(base))
                .orElse(1);
    }
}
