package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * The components people may choose between, as the newest events in the notifier kit's {@code inbox} tell them; read at
 * most once a minute.
 */
@Singleton
class ComponentDirectory {
    /** A component by its id and the name people know. */
    record Entry(String id, String name) {}

    private static final Duration HOLDS = Duration.ofMinutes(1);

    private final AddressSafeDatabase database;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Entry> entries = List.of();
    private Instant outdatedAt = Instant.MIN;

    ComponentDirectory(DataSource dataSource, Clock clock) {
        this.database = new AddressSafeDatabase(dataSource);
        this.clock = clock;
    }

    /** In the order of the status page. */
    List<Entry> all() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (!now.isBefore(outdatedAt)) {
                entries = read();
                outdatedAt = now.plus(HOLDS);
            }
            return entries;
        } finally {
            lock.unlock();
        }
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
