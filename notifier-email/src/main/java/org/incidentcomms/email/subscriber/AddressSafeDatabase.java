package org.incidentcomms.email.subscriber;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.incidentcomms.service.storage.Database;
import org.incidentcomms.service.storage.RowReader;
import org.incidentcomms.service.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** A {@link Database} whose errors contain the SQL state only, because a driver's message may quote an address. */
final class AddressSafeDatabase {
    private interface Statement<T> {
        T run();
    }

    private final Database database;

    AddressSafeDatabase(DataSource dataSource) {
        this.database = new Database(dataSource);
    }

    <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return safely(() -> database.query(sql, reader, parameters));
    }

    <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return safely(() -> database.find(sql, reader, parameters));
    }

    boolean exists(String sql, @Nullable Object... parameters) {
        return find(sql, row -> true, parameters).isPresent();
    }

    int update(String sql, @Nullable Object... parameters) {
        return safely(() -> database.update(sql, parameters));
    }

    private static <T> T safely(Statement<T> statement) {
        try {
            return statement.run();
        } catch (StorageException e) {
            throw e.getCause() instanceof SQLException cause ? new StoreException(cause) : e;
        }
    }
}
