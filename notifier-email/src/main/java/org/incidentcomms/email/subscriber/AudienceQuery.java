package org.incidentcomms.email.subscriber;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL that selects the subscribers of an event. A condition that the event does not need is left out of the text, so that
 * each form has a plan of its own: few of many are found by an index.
 *
 * @param text with a parameter for each of {@code parameters}
 */
record AudienceQuery(String text, List<Object> parameters) {

    /** How many there are, and their highest id (0 if there are none). */
    static AudienceQuery reach(AudienceFilter filter) {
        return ofAll("select coalesce(max(id), 0), count(*)", filter);
    }

    /** The numbers n for which there are some with n * size < id <= (n + 1) * size. */
    static AudienceQuery ranges(AudienceFilter filter, int size) {
        return ofAll("select distinct ((id - 1) / " + size + ")::int", filter);
    }

    /** Those among these ids, in ascending order of id. */
    static AudienceQuery between(String columns, long firstId, long lastId, AudienceFilter filter) {
        AudienceQuery listed = listed(filter);
        // Followers are limited to the range too: a correlated query would be hashed for all of them in each range.
        return query(
                "select " + columns + " from subscriber where id between ? and ? and state = 'active' and (("
                        + listed.text
                        + ") or (? or groups && ?) and id in (select subscriber_id from incident_subscription"
                        + " where subscriber_id between ? and ? and incident_id = ? and confirmed_at <= ?)) order by id",
                List.of(firstId, lastId),
                listed.parameters,
                List.of(
                        filter.isPublic(),
                        filter.groupIds(),
                        firstId,
                        lastId,
                        filter.incidentId(),
                        filter.confirmedUntil()));
    }

    /** Who follows the incident and is on the list, too, counts once. */
    private static AudienceQuery ofAll(String select, AudienceFilter filter) {
        AudienceQuery listed = listed(filter);
        return query(
                select + " from (select id from subscriber where state = 'active' and " + listed.text
                        + " union all select id from subscriber where state = 'active' and (? or groups && ?)"
                        + " and id in (select subscriber_id from incident_subscription where incident_id = ?"
                        + " and confirmed_at <= ?) and (" + listed.text + ") is not true) told",
                listed.parameters,
                List.of(filter.isPublic(), filter.groupIds(), filter.incidentId(), filter.confirmedUntil()),
                listed.parameters);
    }

    private static AudienceQuery listed(AudienceFilter filter) {
        StringBuilder text =
                new StringBuilder("listed and confirmed_at <= ? and (cardinality(events) = 0 or ? = any (events))");
        List<Object> parameters =
                new ArrayList<>(List.of(filter.confirmedUntil(), filter.kind().wire()));
        if (!filter.components().isEmpty()) {
            text.append(" and (components = '{}' or components <> '{}' and components && ?)");
            parameters.add(filter.componentIds());
        }
        if (!filter.groups().isEmpty()) {
            text.append(" and groups <> '{}' and groups && ?");
            parameters.add(filter.groupIds());
        }
        return new AudienceQuery(text.toString(), parameters);
    }

    @SafeVarargs
    private static AudienceQuery query(String text, List<Object>... parameters) {
        List<Object> all = new ArrayList<>();
        for (List<Object> some : parameters) {
            all.addAll(some);
        }
        return new AudienceQuery(text, all);
    }

    Object[] values() {
        return parameters.toArray();
    }
}
