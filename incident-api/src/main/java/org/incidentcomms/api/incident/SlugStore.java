package org.incidentcomms.api.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.incidentcomms.api.storage.Database;

/** Which slugs were given away: by their digests, as the words of a withdrawn title are nowhere to be found. */
@ApplicationScoped
class SlugStore {
    static final String INCIDENTS = "incidents";
    static final String POSTS = "posts";

    private final Database database;

    SlugStore(Database database) {
        this.database = database;
    }

    /** Waits for a transaction that is claiming the same; false where it is taken. */
    boolean claim(String nameSpace, String slug, String base, int number) {
        return database.update("""
                        insert into slug (name_space, slug, base, number) values (?, ?, ?, ?)
                        on conflict (name_space, slug) do nothing""", nameSpace, digest(slug), digest(base), number) == 1;
    }

    /** The highest number given to {@code base}; 1 where only a foreign base took the plain slug. */
    int highest(String nameSpace, String base) {
        return database.find(
                        "select coalesce(max(number), 1) from slug where name_space = ? and base = ?",
                        row -> row.getInt(1),
                        nameSpace,
                        digest(base))
                .orElse(1);
    }

    static String digest(String slug) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(slug.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
