package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The components people may choose between, as the newest events in the notifier kit's {@code inbox} tell them; read at
 * most once a minute.
 */
@Singleton
class ComponentDirectory {
    /** A component by its id and the name people know. */
    record Entry(String id, String name) {}

    private static final Logger LOG = Logger.getLogger(ComponentDirectory.class);
    /** How long the entries read last are returned after a reading that failed. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private static final Duration HOLDS = Duration.ofMinutes(1);

    private final AddressSafeDatabase database;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable Known known;

    private record Known(List<Entry> entries, Instant outdatedAt) {}

    ComponentDirectory(DataSource dataSource, Clock clock) {
        this.database = new AddressSafeDatabase(dataSource);
        this.clock = clock;
    }

    /** In the order of the status page. While one caller reads, the others get what was read before. */
    List<Entry> all() {
        Known known = this.known;
        if (known != null && clock.instant().isBefore(known.outdatedAt())) {
            return known.entries();
        }
        if (known == null) {
            return first();
        }
        if (!refreshing.tryLock()) {
            return known.entries();
        }
        try {
            return refresh(known).entries();
        } finally {
            refreshing.unlock();
        }
    }

    /** There is nothing else to return: all wait for the first reading. */
    private List<Entry> first() {
        refreshing.lock();
        try {
            Known known = this.known;
            return (known == null ? keep(read(), HOLDS) : known).entries();
        } finally {
            refreshing.unlock();
        }
    }

    private Known refresh(Known known) {
        try {
            return keep(read(), HOLDS);
        } catch (StoreException e) {
            LOG.warnf("components not read, the last ones are shown reason=%s", e.getMessage());
            return keep(known.entries(), AFTER_FAILURE);
        }
    }

    private Known keep(List<Entry> entries, Duration holds) {
        Known read = new Known(entries, clock.instant().plus(holds));
        known = read;
        return read;
    }

    private List<Entry> read() {
        return List.copyOf(database.query("""
                select subject, component ->> 'name' as name from (
                    select distinct on (subject) subject, type, convert_from(value, 'UTF8')::jsonb -> 'component' as component
                    from inbox where type like 'component.%' and disposition <> 'unsupported'
                    order by subject, version desc) newest
                where type <> 'component.deleted' and component ->> 'name' is not null
                order by (component ->> 'position')::int, name
                limit 100""", row -> new Entry(row.getString("subject"), row.getString("name"))));
    }
}
