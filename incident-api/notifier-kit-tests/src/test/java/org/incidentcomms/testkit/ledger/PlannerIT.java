package org.incidentcomms.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.EventType;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.DeliveryStopRequested;
import org.incidentcomms.kit.feed.Planner;
import org.incidentcomms.kit.ledger.InboxStore.Disposition;
import org.incidentcomms.kit.ledger.Lane;
import org.incidentcomms.kit.worker.DeliverySteps;
import org.incidentcomms.kit.worker.DeliverySteps.Preference;
import org.incidentcomms.testkit.fixtures.Samples;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each event becomes in inbox and plans. */
class PlannerIT {
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final EventCodec CODEC = new EventCodec();

    private final LedgerFixture fixture = new LedgerFixture();
    private final ScriptedChannel channel = new ScriptedChannel(25);
    private final Planner planner =
            new Planner(List.of(channel), CODEC, fixture.ledgerClock, Clock.systemUTC(), Duration.ofHours(1));
    private final Scenario story = Scenario.incident("Planned.", Impact.MINOR);

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_type_has_its_disposition(EventType type) {
        PublishedEvent event = Samples.of(type);
        Disposition expected = switch (type) {
            case INCIDENT_EDITED, COMPONENT_CHANGED, COMPONENT_DELETED -> Disposition.NOTED;
            default -> Disposition.PLANNED;
        };

        assertThat(take(event, LONG_AGO)).isEqualTo(expected);
        assertThat(take(event, LONG_AGO)).as("a repeat").isNull();
    }

    @Test
    void what_was_accepted_long_before_the_first_start_tells_nobody() {
        PublishedEvent opened = story.opens("old");

        assertThat(take(opened, opened.time().plus(Duration.ofMinutes(61)))).isEqualTo(Disposition.BEFORE_START);

        assertThat(fixture.rows("select state, skip_reason, total from plan")).containsExactly("done 3 0");
        assertThat(fixture.rows("select 1 from chunk")).isEmpty();
    }

    @Test
    void what_was_accepted_a_little_before_tells_everybody() {
        PublishedEvent opened = story.opens("recent");

        assertThat(take(opened, opened.time().plus(Duration.ofMinutes(59)))).isEqualTo(Disposition.PLANNED);
    }

    @Test
    void an_unknown_type_is_kept_and_planned_once_it_is_known() {
        PublishedEvent opened = story.opens("from the future");
        Map<String, String> headers = new java.util.HashMap<>(CODEC.headers(opened));
        headers.put(EventCodec.TYPE, "incident.foretold");
        byte[] value = CODEC.encode(opened.data());
        assertThat(fixture.transactions.<@Nullable Disposition>inTransaction(
                        connection -> planner.take(connection, LONG_AGO, headers, value)))
                .isEqualTo(Disposition.UNSUPPORTED);
        fixture.rows("update inbox set type = 'incident.opened' returning 1");

        assertThat(fixture.transactions.<Integer>inTransaction(
                        connection -> planner.takeUnsupported(connection, LONG_AGO)))
                .isEqualTo(1);

        assertThat(fixture.rows("select state from plan")).containsExactly("active");
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                arguments(ChannelSelection.EVERYBODY, "active"),
                arguments(ChannelSelection.NOBODY, "done"),
                arguments(new ChannelSelection(Map.of("scripted", false)), "done"),
                arguments(new ChannelSelection(Map.of("scripted", true, ChannelSelection.OTHERS, false)), "active"),
                arguments(new ChannelSelection(Map.of("chat", true)), "active"),
                arguments(new ChannelSelection(Map.of("chat", false)), "active"),
                arguments(new ChannelSelection(Map.of("chat", true, ChannelSelection.OTHERS, false)), "done"));
    }

    /** Also where the event names channels that are not here, or does not name the one that is. */
    @ParameterizedTest
    @MethodSource("choices")
    void whom_the_operator_chose_is_told(ChannelSelection choice, String state) {
        PublishedEvent opened = story.telling(choice).opens("word");

        take(opened, LONG_AGO);

        assertThat(fixture.rows("select state from plan")).containsExactly(state);
        if (state.equals("done")) {
            assertThat(fixture.rows("select skip_reason from plan")).containsExactly("1");
        }
    }

    static Stream<Arguments> interventions() {
        return Stream.of(
                arguments("correction", List.of("stopping-or-stopped", "active")),
                arguments("withdrawal", List.of("stopping-or-stopped")),
                arguments("stop", List.of("stopping-or-stopped")),
                arguments("stop of another channel", List.of("active")),
                arguments("update", List.of("active", "active")));
    }

    @ParameterizedTest
    @MethodSource("interventions")
    void an_intervention_ends_the_plans_it_concerns(String intervention, List<String> expected) {
        take(story.opens("first"), LONG_AGO);
        PublishedEvent event = switch (intervention) {
            case "correction" -> story.corrects("right");
            case "withdrawal" -> story.isWithdrawn();
            case "stop" -> story.event(incident -> new DeliveryStopRequested(incident, null, List.of()));
            case "update" -> story.says(Status.IDENTIFIED, "second");
            default -> story.event(incident -> new DeliveryStopRequested(incident, null, List.of("twitter")));
        };

        take(event, LONG_AGO);

        assertThat(fixture.rows("""
                        select case when state in ('stopping', 'stopped') then 'stopping-or-stopped' else state end
                        from plan order by id""")).isEqualTo(expected);
    }

    @Test
    void the_lane_of_unfinished_plans_rises_with_the_incident_and_never_falls() {
        take(story.opens("slow"), LONG_AGO);
        take(story.worsens(Impact.CRITICAL).says(Status.IDENTIFIED, "down"), LONG_AGO);
        take(story.worsens(Impact.NONE).says(Status.MONITORING, "better"), LONG_AGO);

        assertThat(fixture.rows("select lane from plan order by id")).containsExactly("0", "0", "1");
        assertThat(fixture.rows(
                        "select distinct p.id from plan p join chunk c on c.plan_id = p.id and c.lane <> p.lane"))
                .isEmpty();
    }

    @Test
    void chunks_cover_every_id() {
        take(story.opens("word"), LONG_AGO);

        assertThat(fixture.rows("select number, chunk_size from chunk join plan on plan.id = plan_id order by number"))
                .containsExactly("0 10", "1 10", "2 10");
    }

    @Test
    void for_few_of_many_there_are_only_chunks_with_recipients() {
        ScriptedChannel channel = new ScriptedChannel(1000);
        channel.only = Set.of(3L, 904L, 905L);
        fixture.plan(channel, story.opens("word"));
        assertThat(fixture.rows("select number, chunk_size from chunk join plan on plan.id = plan_id order by number"))
                .containsExactly("0 50", "18 50");

        DeliverySteps<Person> process = fixture.process(channel);
        while (process.deliver(Lane.HOUSEKEEPING, Preference.CHUNKS)) {}

        assertThat(fixture.rows("select recipient from recipient_outcome order by 1"))
                .containsExactly("3", "904", "905");
        assertThat(fixture.rows("select state, total from plan")).containsExactly("done 3");
    }

    private @Nullable Disposition take(PublishedEvent event, Instant firstStart) {
        return fixture.transactions.inTransaction(
                connection -> planner.take(connection, firstStart, CODEC.headers(event), CODEC.encode(event.data())));
    }
}
