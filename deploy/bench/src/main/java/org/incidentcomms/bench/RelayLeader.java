package org.incidentcomms.bench;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.incidentcomms.local.settings.StackPort;

/** Finds the process of incident-api whose relay is leader, from the metrics. */
final class RelayLeader {

    private static final Pattern LEADS = Pattern.compile("(?m)^outbox_relay_leader(\\{[^}]*})? 1\\.0$");

    private RelayLeader() {}

    /** Empty also while two say that they lead: a deposed one does so until it finds out. */
    static Optional<String> of(BenchStack stack) throws InterruptedException {
        List<String> leaders = new ArrayList<>();
        for (String replica : stack.replicas(StackPort.INCIDENT_API.owner())) {
            if (leads(stack, replica)) {
                leaders.add(replica);
            }
        }
        return leaders.size() == 1 ? Optional.of(leaders.getFirst()) : Optional.empty();
    }

    static boolean leads(BenchStack stack, String replica) throws InterruptedException {
        try {
            String metrics = stack.client()
                    .get(stack.address(replica).resolve("/q/metrics"))
                    .body()
                    .asText();
            return LEADS.matcher(metrics).find();
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    /** Ends the leader's database session: the one that holds an advisory lock. */
    static void endSession(BenchStack stack) {
        String sql = """
                select count(pg_terminate_backend(pid)) from pg_locks
                where locktype = 'advisory' and granted
                  and database = (select oid from pg_database where datname = current_database())""";
        try (Connection connection = stack.connect("incident_api");
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery(sql)) {
            if (!ended.next() || ended.getInt(1) != 1) {
                throw new IllegalStateException("no session is leader");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
