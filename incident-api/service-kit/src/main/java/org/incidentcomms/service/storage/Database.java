package org.incidentcomms.service.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements in the caller's transaction, or each in its own if there is none.
 *
 * <p>Parameters may be null, {@code String}, {@code Integer}, {@code Long}, {@code Boolean}, {@code Instant},
 * {@code byte[]}, a {@code String[]} or a {@code Long[]}; JSON is passed as text and cast in the statement.
 */
public class Database {
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Statement(String sql, @Nullable Object[] parameters) {}

    private final @Nullable DataSource dataSource;
    private final @Nullable Connection session;
    /** What {@link #together} has not sent yet; null outside. */
    private final ThreadLocal<@Nullable List<Statement>> unsent = new ThreadLocal<>();

    public Database(DataSource dataSource) {
        this(dataSource, null);
    }

    private Database(@Nullable DataSource dataSource, @Nullable Connection session) {
        this.dataSource = dataSource;
        this.session = session;
    }

    /** Returns an instance that runs all statements in this session, which the caller closes. */
    public static Database on(Connection session) {
        return new Database(null, session);
    }

    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return run(sql, statement -> {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        });
    }

    /** Returns the only row, or empty. */
    public <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return query(sql, reader, parameters).stream().findFirst();
    }

    /** Returns the number of rows changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return run(sql, statement -> {
            bind(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** A statement whose result nobody needs: {@link #together} need not wait for it. */
    public void execute(String sql, @Nullable Object... parameters) {
        together(() -> Objects.requireNonNull(unsent.get()).add(new Statement(sql, parameters)));
    }

    /**
     * Sends what {@code work} executes in one round trip, in its order. A query or an update in between sends what came
     * before it, and so sees it. A transaction of its own must not begin in between: it would get what came before it.
     *
     * @throws StorageException if one of them fails; the caller's transaction must be rolled back
     */
    public void together(Runnable work) {
        if (unsent.get() != null) {
            work.run();
            return;
        }
        unsent.set(new ArrayList<>());
        try {
            work.run();
            send();
        } finally {
            unsent.remove();
        }
    }

    private void send() {
        List<Statement> waiting = unsent.get();
        if (waiting == null || waiting.isEmpty()) {
            return;
        }
        List<Statement> statements = List.copyOf(waiting);
        waiting.clear();
        String all = statements.stream().map(Statement::sql).collect(Collectors.joining(";\n"));
        Object[] parameters = statements.stream()
                .flatMap(each -> Arrays.stream(each.parameters()))
                .toArray();
        boolean unused = run(all, statement -> {
            bind(statement, parameters);
            return statement.execute();
        });
    }

    /** Runs one statement for many rows in one round trip. */
    public void updateAll(String sql, List<@Nullable Object[]> rows) {
        int[] unused = run(sql, statement -> {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private <T> T run(String sql, Work<T> work) {
        send();
        try {
            if (dataSource == null) {
                return run(Objects.requireNonNull(session), sql, work);
            }
            try (Connection connection = dataSource.getConnection()) {
                return run(connection, sql, work);
            }
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    private static <T> T run(Connection connection, String sql, Work<T> work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            switch (value) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case String[] texts ->
                    statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
                case Long[] numbers ->
                    statement.setArray(i + 1, statement.getConnection().createArrayOf("bigint", numbers));
                default -> statement.setObject(i + 1, value);
            }
        }
    }

    /** Reads a nullable column. */
    public static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** Reads an enum column: constant names in lower case. */
    public static <E extends Enum<E>> E word(ResultSet row, String column, Class<E> words) throws SQLException {
        return Enum.valueOf(words, row.getString(column).toUpperCase(Locale.ROOT));
    }
}
