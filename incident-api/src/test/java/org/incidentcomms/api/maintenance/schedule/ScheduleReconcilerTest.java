package org.incidentcomms.api.maintenance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.api.maintenance.schedule.Planned.END;
import static org.incidentcomms.api.maintenance.schedule.Planned.START;
import static org.incidentcomms.api.maintenance.schedule.Planned.maintenance;
import static org.incidentcomms.api.maintenance.schedule.Planned.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;

class ScheduleReconcilerTest {
    private static final Instant WEEKS_BEFORE = START.minus(Duration.ofDays(20));
    private static final Instant TWO_HOURS_BEFORE = START.minus(Duration.ofHours(2));
    private static final AutomationPlan ALL = plan(true, true, "P1D", "PT1H");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void all_that_was_asked_for_is_planned() {
        assertThat(after(maintenance(Status.SCHEDULED), ALL, List.of(), WEEKS_BEFORE))
                .containsExactly(
                        "REMINDER P1D PENDING 2027-08-06T17:00:00Z",
                        "REMINDER PT1H PENDING 2027-08-07T16:00:00Z",
                        "START PENDING 2027-08-07T17:00:00Z",
                        "COMPLETE PENDING 2027-08-07T23:00:00Z");
        assertThat(after(maintenance(Status.SCHEDULED), AutomationPlan.NONE, List.of(), WEEKS_BEFORE))
                .isEmpty();
    }

    @Test
    void a_reminder_whose_moment_has_passed_when_it_is_planned_is_dropped() {
        assertThat(after(maintenance(Status.SCHEDULED), ALL, List.of(), TWO_HOURS_BEFORE))
                .contains("REMINDER P1D DROPPED 2027-08-06T17:00:00Z", "REMINDER PT1H PENDING 2027-08-07T16:00:00Z");
    }

    @Test
    void one_announced_while_it_should_be_going_on_starts_at_once() {
        assertThat(after(maintenance(Status.SCHEDULED), ALL, List.of(), START.plusSeconds(60)))
                .contains("START PENDING 2027-08-07T17:00:00Z", "REMINDER PT1H DROPPED 2027-08-07T16:00:00Z");
    }

    @Test
    void a_start_by_hand_removes_start_and_reminders_but_not_the_end() {
        assertThat(after(maintenance(Status.IN_PROGRESS), ALL, planned(), TWO_HOURS_BEFORE))
                .containsExactly(
                        "COMPLETE PENDING 2027-08-07T23:00:00Z",
                        "REMINDER P1D REMOVED 2027-08-06T17:00:00Z",
                        "REMINDER PT1H REMOVED 2027-08-07T16:00:00Z",
                        "START REMOVED 2027-08-07T17:00:00Z");
    }

    @Test
    void nothing_more_happens_to_one_that_is_cancelled() {
        assertThat(after(maintenance(Status.CANCELLED), ALL, planned(), TWO_HOURS_BEFORE))
                .allMatch(transition -> transition.contains(" REMOVED "))
                .hasSize(4);
    }

    @Test
    void another_window_plans_anew_what_is_to_come() {
        Incident later = maintenance(Status.SCHEDULED, START.plus(WEEK), END.plus(WEEK));

        assertThat(after(later, ALL, planned(), WEEKS_BEFORE))
                .containsExactly(
                        "REMINDER P1D PENDING 2027-08-13T17:00:00Z",
                        "REMINDER PT1H PENDING 2027-08-14T16:00:00Z",
                        "START PENDING 2027-08-14T17:00:00Z",
                        "COMPLETE PENDING 2027-08-14T23:00:00Z");
    }

    @Test
    void who_was_reminded_is_reminded_again_only_of_a_later_window() {
        List<ScheduledAction> reminded = planned().stream()
                .map(one -> one.leadTime().equals("P1D") ? one.done(one.dueAt()) : one)
                .toList();
        Incident later = maintenance(Status.SCHEDULED, START.plus(WEEK), END.plus(WEEK));
        Incident sooner = maintenance(Status.SCHEDULED, START.minusSeconds(600), END);
        Incident aLittleLater = maintenance(Status.SCHEDULED, START.plusSeconds(600), END);

        assertThat(after(later, ALL, reminded, TWO_HOURS_BEFORE)).contains("REMINDER P1D PENDING 2027-08-13T17:00:00Z");
        assertThat(after(sooner, ALL, reminded, TWO_HOURS_BEFORE)).contains("REMINDER P1D DONE 2027-08-06T17:00:00Z");
        assertThat(after(aLittleLater, ALL, reminded, TWO_HOURS_BEFORE))
                .as("its moment has passed there too")
                .contains("REMINDER P1D DONE 2027-08-06T17:00:00Z");
    }

    @Test
    void a_window_moved_so_near_that_a_reminder_is_too_late_drops_it() {
        Incident sooner = maintenance(Status.SCHEDULED, START.minus(Duration.ofDays(5)), END);

        assertThat(after(sooner, ALL, planned(), START.minus(Duration.ofDays(5)).minusSeconds(7200)))
                .contains("REMINDER P1D DROPPED 2027-08-01T17:00:00Z", "REMINDER PT1H PENDING 2027-08-02T16:00:00Z");
    }

    @Test
    void what_is_due_but_not_done_yet_outlives_a_change_that_has_nothing_to_do_with_it() {
        assertThat(after(maintenance(Status.SCHEDULED), ALL, planned(), START.plusSeconds(1)))
                .contains("START PENDING 2027-08-07T17:00:00Z", "REMINDER PT1H PENDING 2027-08-07T16:00:00Z");
    }

    @Test
    void the_end_follows_a_window_that_is_extended_while_the_work_goes_on() {
        Incident extended = maintenance(Status.IN_PROGRESS, START, END.plusSeconds(3600));

        assertThat(after(extended, ALL, planned(), START.plusSeconds(60)))
                .contains("COMPLETE PENDING 2027-08-08T00:00:00Z");
    }

    @Test
    void one_started_by_hand_after_its_end_is_not_completed_at_once() {
        List<ScheduledAction> notStarted = List.of(
                ScheduledAction.pending(ScheduledAction.Kind.COMPLETE, "", END).dropped(END, "it was never started"));

        assertThat(after(maintenance(Status.IN_PROGRESS), ALL, notStarted, END.plusSeconds(60)))
                .containsExactly("COMPLETE DROPPED 2027-08-07T23:00:00Z");
        assertThat(after(
                        maintenance(Status.IN_PROGRESS, START, END.plusSeconds(3600)),
                        ALL,
                        notStarted,
                        END.plusSeconds(60)))
                .containsExactly("COMPLETE PENDING 2027-08-08T00:00:00Z");
    }

    @Test
    void what_is_taken_out_of_the_plan_and_put_back_is_planned_again() {
        List<ScheduledAction> without = ScheduleReconciler.after(
                maintenance(Status.SCHEDULED), plan(false, true, "PT1H"), planned(), null, WEEKS_BEFORE);

        assertThat(without.stream().map(Planned::told))
                .contains("START REMOVED 2027-08-07T17:00:00Z", "REMINDER P1D REMOVED 2027-08-06T17:00:00Z");
        assertThat(after(maintenance(Status.SCHEDULED), ALL, without, WEEKS_BEFORE))
                .allMatch(transition -> transition.contains(" PENDING "))
                .hasSize(4);
    }

    private static List<ScheduledAction> planned() {
        return ScheduleReconciler.after(maintenance(Status.SCHEDULED), ALL, List.of(), null, WEEKS_BEFORE);
    }

    private static List<String> after(
            Incident maintenance, AutomationPlan plan, List<ScheduledAction> known, Instant now) {
        return ScheduleReconciler.after(maintenance, plan, known, null, now).stream()
                .map(Planned::told)
                .toList();
    }
}
