package org.incidentcomms.email.subscriber;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * SQL of subscriptions to one incident, and of the incidents they name. Reads the notifier kit's tables {@code inbox}
 * and {@code plan}, which are in the same database.
 */
@Singleton
class IncidentSubscriptionStore {
    private static final int INCIDENTS_AT_ONCE = 500;

    private final AddressSafeDatabase database;

    IncidentSubscriptionStore(DataSource dataSource) {
        this.database = new AddressSafeDatabase(dataSource);
    }

    void add(long subscriberId, String incidentId, Instant confirmedAt) {
        int unused = database.update(
                "insert into incident_subscription (subscriber_id, incident_id, confirmed_at) values (?, ?, ?)"
                        + " on conflict do nothing",
                subscriberId,
                incidentId,
                confirmedAt);
    }

    boolean hasAny() {
        return database.exists("select from incident_subscription limit 1");
    }

    /**
     * Copies what the newest events in the inbox say about incidents. Order of commit and repetition do not matter.
     * Events of a withdrawn incident may be without their content.
     */
    void copyIncidents() {
        int copied;
        do {
            copied = database.update("""
                    insert into known_incident (incident_id, slug, version, is_public, ended_at)
                    select subject, incident ->> 'slug', version,
                        coalesce((incident ->> 'public')::boolean, incident -> 'audience' is null),
                        case when incident ->> 'status' in ('resolved', 'completed', 'cancelled')
                                or (incident ->> 'withdrawn')::boolean
                            then coalesce((incident ->> 'resolved_at')::timestamptz, accepted_at) end
                    from (
                        select distinct on (i.subject) i.subject, i.version, i.accepted_at,
                            convert_from(i.value, 'UTF8')::jsonb -> 'incident' as incident
                        from inbox i left join known_incident k on k.incident_id = i.subject
                        where i.disposition <> 'unsupported' and i.type not like 'component.%'
                            and i.version > coalesce(k.version, 0) and octet_length(i.value) > 0
                        order by i.subject, i.version desc
                        limit ?) newest
                    where incident ->> 'slug' is not null
                    on conflict (incident_id) do update
                    set version = excluded.version, is_public = excluded.is_public, ended_at = excluded.ended_at
                    where known_incident.version < excluded.version""", INCIDENTS_AT_ONCE);
        } while (copied == INCIDENTS_AT_ONCE);
    }

    /** The incident with this slug, unless it ended before {@code endedSince} or is not public. */
    Optional<String> incidentId(String slug, Instant endedSince) {
        return database.find(
                "select incident_id from known_incident where slug = ? and is_public and (ended_at is null or ended_at >= ?)",
                row -> row.getString(1),
                slug,
                endedSince);
    }

    /**
     * Ends the subscriptions to incidents that ended before {@code endedBefore} and of which nothing is left to send.
     */
    int removeEnded(Instant endedBefore) {
        return database.update("""
                delete from incident_subscription followed using known_incident incident
                where incident.incident_id = followed.incident_id and incident.ended_at < ?
                    and not exists (select from plan where plan.incident_id = followed.incident_id
                        and plan.destination = 'email' and plan.state = 'active')""", endedBefore);
    }

    /** Removes subscribers who are not listed and follow no incident any more; returns their ids. */
    List<Long> removeSubscribersWithout() {
        return database.query("""
                delete from subscriber where not listed
                    and not exists (select from incident_subscription where subscriber_id = subscriber.id)
                returning id""", row -> row.getLong(1));
    }
}
