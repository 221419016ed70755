package org.incidentcomms.api.maintenance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.api.maintenance.schedule.Planned.END;
import static org.incidentcomms.api.maintenance.schedule.Planned.START;
import static org.incidentcomms.api.maintenance.schedule.Planned.maintenance;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.api.maintenance.schedule.DueActions.Complete;
import org.incidentcomms.api.maintenance.schedule.DueActions.Remind;
import org.incidentcomms.api.maintenance.schedule.DueActions.Start;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;

class DueActionsTest {
    private static final ScheduledAction DAY_BEFORE =
            ScheduledAction.pending(ScheduledAction.Kind.REMINDER, "P1D", START.minus(Duration.ofDays(1)));
    private static final ScheduledAction HOUR_BEFORE =
            ScheduledAction.pending(ScheduledAction.Kind.REMINDER, "PT1H", START.minus(Duration.ofHours(1)));
    private static final ScheduledAction BEGIN = ScheduledAction.pending(ScheduledAction.Kind.START, "", START);
    private static final ScheduledAction FINISH = ScheduledAction.pending(ScheduledAction.Kind.COMPLETE, "", END);

    @Test
    void what_comes_within_a_minute_is_on_time() {
        assertThat(DueActions.of(maintenance(Status.SCHEDULED), List.of(BEGIN), START.plusSeconds(60))
                        .actions())
                .containsExactly(new Start(BEGIN, false, true));
        assertThat(DueActions.of(maintenance(Status.SCHEDULED), List.of(BEGIN), START.plusSeconds(61))
                        .actions())
                .containsExactly(new Start(BEGIN, true, true));
        assertThat(DueActions.of(maintenance(Status.VERIFYING), List.of(FINISH), END)
                        .actions())
                .containsExactly(new Complete(FINISH, false, false));
    }

    @Test
    void of_start_and_end_slept_through_the_end_is_told() {
        DueActions all = DueActions.of(
                maintenance(Status.SCHEDULED),
                List.of(DAY_BEFORE, HOUR_BEFORE, BEGIN, FINISH),
                END.plus(Duration.ofHours(1)));

        assertThat(all.actions()).containsExactly(new Start(BEGIN, true, false), new Complete(FINISH, true, true));
        assertThat(all.settled()).extracting(ScheduledAction::state).containsOnly(ScheduledAction.State.DROPPED);
        assertThat(all.settled()).extracting(ScheduledAction::leadTime).containsExactly("P1D", "PT1H");
    }

    @Test
    void the_latest_reminder_says_it_for_all() {
        DueActions late = DueActions.of(
                maintenance(Status.SCHEDULED), List.of(DAY_BEFORE, HOUR_BEFORE), START.minus(Duration.ofMinutes(1)));

        assertThat(late.actions()).containsExactly(new Remind(HOUR_BEFORE));
        assertThat(late.settled())
                .extracting(ScheduledAction::reason)
                .containsExactly("a later reminder says the same");
    }

    @Test
    void nobody_is_reminded_at_the_start_or_after() {
        assertThat(DueActions.of(maintenance(Status.SCHEDULED), List.of(HOUR_BEFORE), START)
                        .actions())
                .isEmpty();
        assertThat(DueActions.of(maintenance(Status.IN_PROGRESS), List.of(HOUR_BEFORE), START.minusSeconds(60))
                        .actions())
                .isEmpty();
    }

    @Test
    void what_never_began_does_not_end() {
        DueActions end = DueActions.of(maintenance(Status.SCHEDULED), List.of(FINISH), END);

        assertThat(end.actions()).isEmpty();
        assertThat(end.settled()).extracting(ScheduledAction::reason).containsExactly("it was never started");
    }

    @Test
    void what_should_have_begun_but_is_not_ended_by_itself_does_not_begin_after_its_window() {
        DueActions late = DueActions.of(maintenance(Status.SCHEDULED), List.of(BEGIN), END);

        assertThat(late.actions()).isEmpty();
        assertThat(late.settled()).extracting(ScheduledAction::reason).containsExactly("the end had passed");
    }

    @Test
    void nothing_happens_to_what_is_over() {
        DueActions over = DueActions.of(maintenance(Status.CANCELLED), List.of(HOUR_BEFORE, BEGIN, FINISH), END);

        assertThat(over.actions()).isEmpty();
        assertThat(over.settled()).hasSize(3).noneMatch(ScheduledAction::isPending);
    }
}
