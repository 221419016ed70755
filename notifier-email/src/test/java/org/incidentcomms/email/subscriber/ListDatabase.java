package org.incidentcomms.email.subscriber;

import io.agroal.api.AgroalDataSource;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;

/** An empty database of the service, the kit's tables included. */
public final class ListDatabase implements AutoCloseable {
    private final EmbeddedPostgresServer postgres = SharedServers.postgres();
    private final String name;
    private final AgroalDataSource dataSource;
    private final Database database;

    public ListDatabase(String name) {
        this.name = name;
        postgres.dropDatabase(name);
        postgres.createDatabase(name);
        dataSource = postgres.dataSource(name);
        database = new Database(dataSource);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/kit", "classpath:db/email")
                .load()
                .migrate();
    }

    public AgroalDataSource dataSource() {
        return dataSource;
    }

    public Database sql() {
        return database;
    }

    /** Puts the event into the inbox, as the kit does. */
    void takeIn(PublishedEvent event) {
        EventCodec codec = new EventCodec();
        int unused = database.update(
                "insert into inbox (event_id, type, subject, version, accepted_at, disposition, value)"
                        + " values (?, ?, ?, ?, ?, 'planned', ?)",
                event.id(),
                codec.headers(event).get(EventCodec.TYPE),
                event.subject(),
                event.data().aggregateVersion(),
                event.time(),
                codec.encode(event.data()));
    }

    /** Plans the event for mail, in this state. */
    void plan(PublishedEvent event, String state, Instant now) {
        int unused = database.update(
                "insert into plan (event_id, destination, incident_id, version, lane, state, chunk_size, total, accepted_at)"
                        + " values (?, 'email', ?, ?, 1, ?, 200, 1, ?)",
                event.id(),
                event.subject(),
                event.data().aggregateVersion(),
                state,
                now);
    }

    @Override
    public void close() {
        dataSource.close();
        postgres.dropDatabase(name);
    }
}
