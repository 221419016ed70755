package org.incidentcomms.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.StorageException;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {
    private static final String DATABASE = "statements_together";
    private static final String INSERT = "insert into note (id, text, at) values (?, ?, ?)";

    private final List<String> sent = new ArrayList<>();
    private AgroalDataSource dataSource;
    private Connection connection;
    private Database database;

    @BeforeEach
    void createTable() throws SQLException {
        EmbeddedPostgresServer postgres = SharedServers.postgres();
        postgres.start();
        postgres.dropDatabase(DATABASE);
        postgres.createDatabase(DATABASE);
        dataSource = postgres.dataSource(DATABASE);
        connection = dataSource.getConnection();
        new Database(dataSource)
                .execute("create table note (seq serial, id text primary key, text text, at timestamptz)");
        database = Database.on(recording(connection));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        dataSource.close();
    }

    @Test
    void what_is_executed_together_is_sent_at_once_and_in_order() {
        database.together(() -> {
            database.execute(INSERT, "a", "first; 'quoted'?", Instant.EPOCH);
            database.execute(INSERT, "b", null, null);
            database.execute("update note set text = ? where id = ?", "changed", "b");
            database.execute("select pg_notify('note', '')");
            assertThat(sent).isEmpty();
        });

        assertThat(sent).hasSize(1);
        assertThat(notes()).containsExactly("a first; 'quoted'?", "b changed");
    }

    @Test
    void a_query_in_between_sees_what_came_before_it() {
        database.together(() -> {
            database.execute(INSERT, "a", "one", Instant.EPOCH);
            assertThat(notes()).containsExactly("a one");
            database.execute(INSERT, "b", "two", Instant.EPOCH);
            assertThat(database.update("update note set text = 'three' where id = 'b'"))
                    .isEqualTo(1);
        });

        assertThat(notes()).containsExactly("a one", "b three");
        assertThat(sent).hasSize(5);
    }

    @Test
    void an_inner_together_is_part_of_the_outer_one() {
        database.together(() -> {
            database.execute(INSERT, "a", "one", Instant.EPOCH);
            database.together(() -> database.execute(INSERT, "b", "two", Instant.EPOCH));
            assertThat(sent).isEmpty();
        });

        assertThat(sent).hasSize(1);
        assertThat(notes()).containsExactly("a one", "b two");
    }

    @Test
    void alone_it_is_executed_at_once() {
        database.execute(INSERT, "a", "one", Instant.EPOCH);

        assertThat(notes()).containsExactly("a one");
    }

    @Test
    void the_failure_of_one_is_the_failure_of_all_and_what_was_not_sent_never_is() {
        assertThatThrownBy(() -> database.together(() -> {
                    database.execute(INSERT, "a", "one", Instant.EPOCH);
                    database.execute(INSERT, "a", "again", Instant.EPOCH);
                }))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> database.together(() -> {
                    database.execute(INSERT, "b", "two", Instant.EPOCH);
                    throw new IllegalStateException("refused");
                }))
                .isInstanceOf(IllegalStateException.class);

        database.execute(INSERT, "c", "three", Instant.EPOCH);
        assertThat(notes()).containsExactly("c three");
    }

    private List<String> notes() {
        return database.query("select id || ' ' || text as line from note order by seq", row -> row.getString("line"));
    }

    /** Passes everything on and remembers the statements. */
    private Connection recording(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        sent.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
