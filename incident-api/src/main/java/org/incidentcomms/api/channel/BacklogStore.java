package org.incidentcomms.api.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.service.storage.Database;

/** What deliveries have still to do, as the notifiers last reported it. */
@ApplicationScoped
class BacklogStore {
    private final Database database;

    BacklogStore(Database database) {
        this.database = database;
    }

    private record Waiting(String destination, long recipients) {}

    /** Recipients without an outcome; a destination without any is absent. */
    Map<String, Long> byDestination() {
        Map<String, Long> found = new HashMap<>();
        database.query("""
                        select destination, coalesce(sum((report ->> 'pending')::bigint), 0) as recipients from delivery
                        where report ->> 'state' in ('pending', 'delivering') group by destination""", row -> new Waiting(row.getString("destination"), row.getLong("recipients")))
                .forEach(waiting -> found.put(waiting.destination(), waiting.recipients()));
        return found;
    }
}
