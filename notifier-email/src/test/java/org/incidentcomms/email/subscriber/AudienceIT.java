package org.incidentcomms.email.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.incidentcomms.service.storage.Database;
import org.junit.jupiter.api.Test;

/** Who is told of an event, in ranges of ids and by indexes. */
class AudienceIT extends SubscriberStoreFixture {
    @Test
    void tellsThoseWhoFollowAnyComponentTheIncidentEverHadAndThoseWhoFollowAll() {
        long all = add("all@customer.example", EARLY);
        long web = add("web@customer.example", EARLY, "web-app");
        long both = add("both@customer.example", EARLY, "web-app", "mobile-app");
        long other = add("other@customer.example", EARLY, "reports");

        assertThat(told("web-app")).containsExactly(all, web, both);
        assertThat(told("mobile-app", "reports")).containsExactly(all, both, other);
        assertThat(told("unknown")).containsExactly(all);
        assertThat(told()).containsExactly(all, web, both, other);
    }

    @Test
    void tellsOnlyWhoWasConfirmedWhenTheEventWasAccepted() {
        long early = add("early@customer.example", EARLY);
        long atOnce = add("at-once@customer.example", EVENT);
        add("late@customer.example", LATE);
        add("unconfirmed@customer.example", null);

        assertThat(told()).containsExactly(early, atOnce);
        assertThat(store.reach(filter())).isEqualTo(new SubscriberStore.Reach(atOnce, 2));
    }

    @Test
    void namesTheRangesOfIdsThatHaveRecipients() {
        add("first@customer.example", EARLY, "web-app");
        add("second@customer.example", EARLY, "reports");
        add("third@customer.example", EARLY, "web-app");
        add("fourth@customer.example", LATE);

        assertThat(store.ranges(filter("web-app"), 2)).containsExactlyInAnyOrder(0, 1);
        assertThat(store.ranges(filter("reports"), 2)).containsExactly(0);
    }

    @Test
    void tellsOnlyOfTheKindsOfEventChosen() {
        long all = add("all@customer.example", EARLY);
        long planned = add("planned@customer.example", EARLY, true, only(EventKind.MAINTENANCE));
        long broken = add("broken@customer.example", EARLY, true, only(EventKind.INCIDENT, EventKind.POSTMORTEM));

        assertThat(told(filter(EventKind.INCIDENT, "inc_1"))).containsExactly(all, broken);
        assertThat(told(filter(EventKind.POSTMORTEM, "inc_1"))).containsExactly(all, broken);
        assertThat(told(filter(EventKind.MAINTENANCE, "mnt_1"))).containsExactly(all, planned);
    }

    @Test
    void whoIsPausedOrInQuarantineIsToldNothingAndGoesOnAfterwards() {
        long pat = add("pat@customer.example", EARLY);
        follow(pat, "inc_1", EARLY);
        for (Subscriber.State silent : List.of(Subscriber.State.PAUSED, Subscriber.State.QUARANTINED)) {
            become(pat, silent);
            assertThat(told()).as(silent.wire()).isEmpty();
        }

        become(pat, Subscriber.State.ACTIVE);

        assertThat(told()).containsExactly(pat);
    }

    @Test
    void whoFollowsOneIncidentIsToldOfThatOnlyWhateverItsComponentsAndKind() {
        long follower = addFollower("pat@customer.example", "inc_1", EARLY);
        long late = addFollower("sue@customer.example", "inc_1", LATE);

        assertThat(told(filter(EventKind.INCIDENT, "inc_1", "web-app"))).containsExactly(follower);
        assertThat(told(filter(EventKind.POSTMORTEM, "inc_1"))).containsExactly(follower);
        assertThat(told(filter(EventKind.INCIDENT, "inc_2", "web-app"))).isEmpty();
        assertThat(told(filter(EventKind.MAINTENANCE, "mnt_1"))).isEmpty();
        assertThat(late).isGreaterThan(follower);
    }

    @Test
    void aLimitedIncidentReachesOnlyTheGroupsAndOnlyWhoWantsItsKindAndComponents() {
        long gold = join(add("gold@customer.example", EARLY), "gold", "eu");
        long web = join(add("web@customer.example", EARLY, "web-app"), "eu");
        join(add("reports@customer.example", EARLY, "reports"), "eu");
        join(add("planned@customer.example", EARLY, true, only(EventKind.MAINTENANCE)), "eu");
        join(add("late@customer.example", LATE), "eu");
        join(add("other@customer.example", EARLY), "other");
        add("none@customer.example", EARLY);

        assertThat(told(limited(false, "eu", "gold"))).containsExactly(gold, web);
        assertThat(told(limited(false, "gold"))).containsExactly(gold);
        assertThat(store.ranges(limited(false, "gold"), 1)).containsExactly((int) gold - 1);
        assertThat(told(limited(false, "nobody-is-in-this"))).isEmpty();
        assertThat(store.emptyGroups(List.of("nobody-is-in-this", "gold"))).containsExactly("nobody-is-in-this");
    }

    @Test
    void whoFollowsALimitedIncidentIsToldIfItIsPublicOrForTheirGroup() {
        long inside = join(addFollower("in@customer.example", "inc_1", EARLY), "eu");
        long outside = addFollower("out@customer.example", "inc_1", EARLY);

        assertThat(told(limited(true, "eu"))).containsExactly(inside, outside);
        assertThat(told(limited(false, "eu"))).containsExactly(inside);
    }

    @Test
    void anAddressWithThreeSubscriptionsIsToldOnce() {
        long pat = add("pat@customer.example", EARLY, "web-app", "mobile-app");
        follow(pat, "inc_1", EARLY);
        follow(pat, "inc_2", EARLY);

        assertThat(told(filter(EventKind.INCIDENT, "inc_1", "web-app", "mobile-app")))
                .containsExactly(pat);
        assertThat(told(filter(EventKind.INCIDENT, "inc_2", "reports"))).containsExactly(pat);
        assertThat(told(filter(EventKind.INCIDENT, "inc_3", "reports"))).isEmpty();
    }

    @Test
    void aRangeOfALongListIsReadByTheIndexOfIdsAndSoAreItsFollowers() {
        Database sql = database.sql();
        int added = sql.update("insert into subscriber (address, recipient_key, confirmed_at, created_at, listed)"
                + " select i || '@customer.example', lpad(i::text, 22, 'k'), '2026-01-01Z', '2026-01-01Z', i % 2 = 0"
                + " from generate_series(1, 20000) i");
        int followers = sql.update("insert into incident_subscription (subscriber_id, incident_id, confirmed_at)"
                + " select id, 'inc_1', '2026-01-01Z' from subscriber where not listed");
        int analysed = sql.update("analyze subscriber, incident_subscription");
        assertThat(List.of(added, followers, analysed)).containsExactly(20_000, 10_000, 0);

        assertThat(plan(AudienceQuery.between("id", 4001, 4200, filter("web-app"))))
                .contains("using subscriber_pkey on subscriber")
                .contains("incident_subscription")
                .doesNotContain("Seq Scan");
    }

    @Test
    void fewOfALongListAreCountedByIndexes() {
        Database sql = database.sql();
        int added = sql.update(
                "insert into subscriber (address, recipient_key, confirmed_at, created_at, components, groups)"
                        + " select i || '@customer.example', lpad(i::text, 22, 'k'), '2026-01-01Z', '2026-01-01Z',"
                        + " array[case when i % 1000 = 0 then 'web-app' else 'reports' end],"
                        + " case when i % 1000 = 0 then array['eu'] else '{}' end from generate_series(1, 20000) i");
        int analysed = sql.update("analyze subscriber, incident_subscription");
        assertThat(List.of(added, analysed)).containsExactly(20_000, 0);

        assertThat(plan(AudienceQuery.reach(filter("web-app")))).doesNotContain("Seq Scan on subscriber");
        assertThat(plan(AudienceQuery.ranges(filter("web-app"), 200))).doesNotContain("Seq Scan on subscriber");
        assertThat(plan(AudienceQuery.reach(limited(true, "eu")))).doesNotContain("Seq Scan on subscriber");
        assertThat(store.reach(filter("web-app")).count()).isEqualTo(20);
        assertThat(store.reach(limited(true, "eu")).count()).isEqualTo(20);
    }

    private String plan(AudienceQuery query) {
        return String.join(
                "\n", database.sql().query("explain " + query.text(), row -> row.getString(1), query.values()));
    }

    @Test
    void whoHasLeftIsNoLongerInTheRange() {
        long first = add("first@customer.example", EARLY);
        long second = add("second@customer.example", EARLY);
        SubscriberStore.Reach reach = store.reach(filter());

        store.remove(second);

        assertThat(store.between(1, reach.lastId(), filter()))
                .extracting(Subscriber::id)
                .containsExactly(first);
    }

    @Test
    void rangesMeetWithoutGapOrOverlap() {
        for (int i = 0; i < 10; i++) {
            add("pat" + i + "@customer.example", EARLY);
        }

        assertThat(store.between(1, 5, filter())).extracting(Subscriber::id).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(store.between(6, 10, filter())).extracting(Subscriber::id).containsExactly(6L, 7L, 8L, 9L, 10L);
    }

    private static Preferences only(EventKind... kinds) {
        return new Preferences(List.of(), List.of(kinds), null, null);
    }

    private List<Long> told(String... components) {
        return told(filter(components));
    }

    private List<Long> told(AudienceFilter filter) {
        SubscriberStore.Reach reach = store.reach(filter);
        List<Long> ids = store.between(1, reach.lastId(), filter).stream()
                .map(Subscriber::id)
                .toList();
        assertThat(reach.count()).isEqualTo(ids.size());
        return ids;
    }

    private static AudienceFilter limited(boolean isPublic, String... groups) {
        return new AudienceFilter(EVENT, EventKind.INCIDENT, "inc_1", Set.of("web-app"), Set.of(groups), isPublic);
    }

    private long join(long id, String... groups) {
        store.update(store.lock(id).orElseThrow().inGroups(List.of(groups)));
        return id;
    }

    private long addFollower(String address, String incident, Instant confirmedAt) {
        long id = add(address, confirmedAt, false, Preferences.EVERYTHING);
        follow(id, incident, confirmedAt);
        return id;
    }

    private void follow(long id, String incident, Instant confirmedAt) {
        new IncidentSubscriptionStore(database.dataSource()).add(id, incident, confirmedAt);
    }

    private void become(long id, Subscriber.State state) {
        Subscriber now = store.lock(id).orElseThrow();
        store.update(new Subscriber(
                id,
                now.address(),
                now.recipientKey(),
                state,
                now.listed(),
                now.preferences(),
                now.groups(),
                now.confirmedAt(),
                now.note(),
                now.createdAt()));
    }
}
