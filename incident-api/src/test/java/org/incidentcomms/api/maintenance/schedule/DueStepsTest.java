package org.incidentcomms.api.maintenance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.api.maintenance.schedule.Planned.END;
import static org.incidentcomms.api.maintenance.schedule.Planned.START;
import static org.incidentcomms.api.maintenance.schedule.Planned.maintenance;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Complete;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Remind;
import org.incidentcomms.api.maintenance.schedule.DueSteps.Start;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;

class DueStepsTest {
    private static final Transition DAY_BEFORE =
            Transition.pending(TransitionKind.REMINDER, "P1D", START.minus(Duration.ofDays(1)));
    private static final Transition HOUR_BEFORE =
            Transition.pending(TransitionKind.REMINDER, "PT1H", START.minus(Duration.ofHours(1)));
    private static final Transition BEGIN = Transition.pending(TransitionKind.START, "", START);
    private static final Transition FINISH = Transition.pending(TransitionKind.COMPLETE, "", END);

    @Test
    void what_comes_within_a_minute_is_on_time() {
        assertThat(DueSteps.of(maintenance(Status.SCHEDULED), List.of(BEGIN), START.plusSeconds(60))
                        .steps())
                .containsExactly(new Start(BEGIN, false, true));
        assertThat(DueSteps.of(maintenance(Status.SCHEDULED), List.of(BEGIN), START.plusSeconds(61))
                        .steps())
                .containsExactly(new Start(BEGIN, true, true));
        assertThat(DueSteps.of(maintenance(Status.VERIFYING), List.of(FINISH), END)
                        .steps())
                .containsExactly(new Complete(FINISH, false, false));
    }

    @Test
    void of_start_and_end_slept_through_the_end_is_told() {
        DueSteps all = DueSteps.of(
                maintenance(Status.SCHEDULED),
                List.of(DAY_BEFORE, HOUR_BEFORE, BEGIN, FINISH),
                END.plus(Duration.ofHours(1)));

        assertThat(all.steps()).containsExactly(new Start(BEGIN, true, false), new Complete(FINISH, true, true));
        assertThat(all.settled()).extracting(Transition::state).containsOnly(TransitionState.DROPPED);
        assertThat(all.settled()).extracting(Transition::leadTime).containsExactly("P1D", "PT1H");
    }

    @Test
    void the_latest_reminder_says_it_for_all() {
        DueSteps late = DueSteps.of(
                maintenance(Status.SCHEDULED), List.of(DAY_BEFORE, HOUR_BEFORE), START.minus(Duration.ofMinutes(1)));

        assertThat(late.steps()).containsExactly(new Remind(HOUR_BEFORE));
        assertThat(late.settled()).extracting(Transition::reason).containsExactly("a later reminder says the same");
    }

    @Test
    void nobody_is_reminded_at_the_start_or_after() {
        assertThat(DueSteps.of(maintenance(Status.SCHEDULED), List.of(HOUR_BEFORE), START)
                        .steps())
                .isEmpty();
        assertThat(DueSteps.of(maintenance(Status.IN_PROGRESS), List.of(HOUR_BEFORE), START.minusSeconds(60))
                        .steps())
                .isEmpty();
    }

    @Test
    void what_never_began_does_not_end() {
        DueSteps end = DueSteps.of(maintenance(Status.SCHEDULED), List.of(FINISH), END);

        assertThat(end.steps()).isEmpty();
        assertThat(end.settled()).extracting(Transition::reason).containsExactly("it was never started");
    }

    @Test
    void what_should_have_begun_but_is_not_ended_by_itself_does_not_begin_after_its_window() {
        DueSteps late = DueSteps.of(maintenance(Status.SCHEDULED), List.of(BEGIN), END);

        assertThat(late.steps()).isEmpty();
        assertThat(late.settled()).extracting(Transition::reason).containsExactly("the end had passed");
    }

    @Test
    void nothing_happens_to_what_is_over() {
        DueSteps over = DueSteps.of(maintenance(Status.CANCELLED), List.of(HOUR_BEFORE, BEGIN, FINISH), END);

        assertThat(over.steps()).isEmpty();
        assertThat(over.settled()).hasSize(3).noneMatch(Transition::isPending);
    }
}
