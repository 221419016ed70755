package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;

/** SQL of the groups of customers. A group exists as long as a subscriber is in it. */
@Singleton
class GroupStore {

    /**
     * One group.
     *
     * @param subscribers all of its subscribers
     * @param active those who get mail
     */
    public record Group(String id, long subscribers, long active) {}

    private final AddressSafeDatabase database;

    GroupStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    /** One page in ascending order of id, beginning after {@code afterId}. */
    List<Group> page(String afterId, int limit) {
        return database.query("""
                select group_id, count(*), count(*) filter (where state = 'active' and confirmed_at is not null)
                from subscriber cross join unnest(groups) group_id
                where cardinality(groups) > 0 and group_id collate "C" > ?
                group by group_id order by group_id collate "C" limit ?""", row -> new Group(row.getString(1), row.getLong(2), row.getLong(3)), afterId, limit);
    }
}
