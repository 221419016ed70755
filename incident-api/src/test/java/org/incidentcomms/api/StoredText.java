package org.incidentcomms.api;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Where texts are in the database. */
final class StoredText {
    private StoredText() {}

    /** The tables in which {@code words} are found, however they are stored there. */
    static List<String> tablesWith(DataSource dataSource, String words) throws SQLException {
        List<String> telling = new ArrayList<>();
        try (var connection = dataSource.getConnection();
                var tables = connection
                        .createStatement()
                        .executeQuery(
                                "select table_name from information_schema.tables where table_schema = 'public'")) {
            while (tables.next()) {
                String table = tables.getString(1);
                String row = table.equals("outbox") ? "encode(value, 'escape')" : "t::text";
                try (var statement = connection.prepareStatement(
                        "select count(*) from " + table + " t where position(? in " + row + ") > 0")) {
                    statement.setString(1, words);
                    var count = statement.executeQuery();
                    count.next();
                    if (count.getInt(1) > 0) {
                        telling.add(table);
                    }
                }
            }
        }
        return telling;
    }
}
