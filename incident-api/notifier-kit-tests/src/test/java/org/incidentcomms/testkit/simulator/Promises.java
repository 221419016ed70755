package org.incidentcomms.testkit.simulator;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.testkit.simulator.RemoteSide.Answer;
import org.incidentcomms.testkit.simulator.RemoteSide.Flight;

/** What must hold after a run. */
final class Promises {
    private static final int SKIPPED_SUPERSEDED = 202;
    private static final int SKIPPED_LEFT = 205;

    private final Simulation run;
    private final Map<String, Map<Long, Integer>> outcomes = new HashMap<>();
    private final Map<String, PlanRow> plans = new HashMap<>();

    private record PlanRow(
            String state, boolean revoked, long total, long delivered, long failed, long skipped, long revision) {}

    private Promises(Simulation run) throws SQLException {
        this.run = run;
        for (List<Object> row : run.database.query(
                "select event_id, state, revoked, total, delivered, failed, skipped, revision from plan")) {
            plans.put(
                    (String) row.get(0),
                    new PlanRow(
                            (String) row.get(1),
                            (Boolean) row.get(2),
                            number(row, 3),
                            number(row, 4),
                            number(row, 5),
                            number(row, 6),
                            number(row, 7)));
            outcomes.put((String) row.get(0), new HashMap<>());
        }
        for (List<Object> row : run.database.query(
                "select p.event_id, o.recipient, o.code from recipient_outcome o join plan p on p.id = o.plan_id")) {
            outcomes.get((String) row.get(0)).put(number(row, 1), (int) number(row, 2));
        }
    }

    static void check(Simulation run) throws SQLException {
        Promises promises = new Promises(run);
        promises.nobodyIsLost();
        promises.nobodyIsToldTwice();
        promises.nothingOlderAfterSomethingNewer();
        promises.eachReportIsTrue();
    }

    private void nobodyIsLost() {
        for (PublishedEvent event : run.operators.log()) {
            if (!(event.data() instanceof Announcement)) {
                continue;
            }
            PlanRow plan = plans.get(event.id());
            require(plan != null, "not planned: " + event.id());
            for (long person : run.remote.people()) {
                accountFor(event, plan, person);
            }
        }
    }

    private void accountFor(PublishedEvent event, PlanRow plan, long person) {
        Integer code = outcomes.get(event.id()).get(person);
        String who = event.id() + " to " + person + " code " + code + " plan " + plan;
        if (code == null) {
            require(plan.revoked || run.remote.left().contains(person), "lost: " + who);
        } else if (code < 100) {
            require(run.remote.has(event.id(), person), "reported as delivered, but never was: " + who);
        } else if (code == SKIPPED_SUPERSEDED) {
            require(laterAccountsFor(event, person), "superseded by nothing: " + who);
        } else if (code == SKIPPED_LEFT) {
            require(run.remote.left().contains(person), "did not leave: " + who);
        } else {
            require(plan.revoked, "failed after a retry to which the remote side only said yes: " + who);
        }
    }

    private boolean laterAccountsFor(PublishedEvent event, long person) {
        return run.operators.log().stream()
                .filter(later -> later.data() instanceof Announcement
                        && later.data().aggregateId().equals(event.data().aggregateId())
                        && later.data().aggregateVersion() > event.data().aggregateVersion())
                .anyMatch(later -> outcomes.get(later.id()).containsKey(person)
                        || plans.get(later.id()).revoked
                        || run.remote.has(later.id(), person));
    }

    private void nobodyIsToldTwice() {
        Map<String, Integer> copies = new HashMap<>();
        Map<String, Integer> excused = new HashMap<>();
        for (Flight flight : run.remote.taken()) {
            String key = flight.event + " to " + flight.recipient;
            copies.merge(key, 1, Integer::sum);
            excused.merge(key, flight.disturbed ? 1 : 0, Integer::sum);
        }
        copies.forEach((key, count) -> require(
                count <= 1 + excused.get(key),
                "told " + count + " times, " + excused.get(key) + " disturbed: " + key + " " + run.remote.taken()));
    }

    private void nothingOlderAfterSomethingNewer() {
        Map<String, Flight> newest = new HashMap<>();
        for (Flight flight : run.remote.taken()) {
            String key = flight.incident + " to " + flight.recipient;
            Flight before = newest.get(key);
            if (before != null && before.version > flight.version) {
                require(
                        flight.disturbed,
                        "older after newer: " + flight + " after " + before + " " + run.remote.taken());
            } else {
                newest.put(key, flight);
            }
        }
    }

    private void eachReportIsTrue() {
        plans.forEach((event, plan) -> {
            Map<Long, Integer> codes = outcomes.get(event);
            long delivered = codes.values().stream().filter(code -> code < 100).count();
            long failed = codes.values().stream()
                    .filter(code -> code >= 100 && code < 200)
                    .count();
            long skipped = codes.values().stream().filter(code -> code >= 200).count();
            String counted = event + " " + plan + " " + codes;
            require(plan.delivered == delivered && plan.skipped == skipped, "counts: " + counted);
            require(plan.failed == failed || plan.revoked, "failed: " + counted);
            require(
                    !plan.state.equals("done") || plan.total == plan.delivered + plan.failed + plan.skipped,
                    "total: " + counted);
            DeliveryReport report = run.reports.get(event);
            require(report != null && report.revision() == plan.revision, "not reported: " + counted + report);
            require(report.delivered() == delivered && report.pending() == 0, "report: " + counted + report);
        });
        for (Flight flight : run.remote.taken()) {
            Integer code = outcomes.get(flight.event).get(flight.recipient);
            require(
                    flight.disturbed || flight.answer != Answer.TAKEN || code != null && code < 100,
                    "delivered, and the report does not say so: " + flight + " " + code);
        }
    }

    private static long number(List<Object> row, int column) {
        return ((Number) row.get(column)).longValue();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }
}
