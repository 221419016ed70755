package org.incidentcomms.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * notifier-email's update list. Inserts directly into the table: through the API, tens of thousands of addresses would
 * take a minute.
 */
final class UpdateList {

    private static final String INSERT = """
            insert into subscriber (address, recipient_key, components, confirmed_at, created_at)
            select address, left(translate(encode(sha256(address::bytea), 'base64'), '+/', '-_'), 22), ?, now(), now()
            from unnest(?::text[]) address""";

    private final BenchStack stack;

    UpdateList(BenchStack stack) {
        this.stack = stack;
    }

    /**
     * Adds confirmed subscribers.
     *
     * @param components ids of the components they follow; empty for all
     */
    void add(List<String> addresses, List<String> components) {
        try (Connection connection = stack.connect("notifier_email");
                PreparedStatement insert = connection.prepareStatement(INSERT);
                Statement statement = connection.createStatement()) {
            insert.setArray(1, connection.createArrayOf("text", components.toArray()));
            insert.setArray(2, connection.createArrayOf("text", addresses.toArray()));
            insert.executeUpdate();
            // Otherwise autovacuum does it during the measurement.
            statement.execute("vacuum analyze subscriber");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot fill the update list", e);
        }
    }

    /** Gives the subscribers 40 combinations of language and time zone, one after the other. */
    void vary() {
        execute("""
                update subscriber set language = (array ['en', 'de', 'fr', 'es', 'ja'])[1 + id % 5],
                    time_zone = (array ['America/Los_Angeles', 'America/New_York', 'America/Sao_Paulo', 'Europe/London',
                        'Europe/Berlin', 'Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney'])[1 + id / 5 % 8]""");
    }

    /** Gives all of them the company's language and time zone. */
    void unify() {
        execute("update subscriber set language = null, time_zone = null");
    }

    private void execute(String update) {
        try (Connection connection = stack.connect("notifier_email");
                Statement statement = connection.createStatement()) {
            statement.execute(update);
            statement.execute("vacuum full analyze subscriber"); // both lists are read as fast
        } catch (SQLException e) {
            throw new IllegalStateException("cannot change the update list", e);
        }
    }

    /** Removes all but the oldest subscribers. */
    void keep(int count) {
        try (Connection connection = stack.connect("notifier_email");
                PreparedStatement delete = connection.prepareStatement(
                        "delete from subscriber where id not in (select id from subscriber order by id limit ?)");
                Statement statement = connection.createStatement()) {
            delete.setInt(1, count);
            delete.executeUpdate();
            statement.execute("vacuum analyze subscriber");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot shorten the update list", e);
        }
    }
}
