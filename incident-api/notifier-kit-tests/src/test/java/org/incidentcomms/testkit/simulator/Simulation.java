package org.incidentcomms.testkit.simulator;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.testkit.simulator.FaultyDataSource.Fault;
import org.incidentcomms.testkit.simulator.RemoteSide.Answer;
import org.incidentcomms.testkit.simulator.RemoteSide.Flight;

/**
 * One run: a time of faults, in which the seed decides every step; then a calm one, in which everything must come to its
 * end; then an operator has what failed tried again.
 */
final class Simulation {
    private static final int LONGEST_CALM = 500;
    /** How often the list of people cannot be read, which in a real channel is a table beside the ledger. */
    private static final int UNREADABLE_PERCENT = 6;

    private static final Duration RENEWAL = Duration.ofSeconds(2);

    final RemoteSide remote = new RemoteSide();
    final Map<String, DeliveryReport> reports = new HashMap<>();
    final SimulatedDatabase database;
    final Operators operators;

    private final Random random;
    private final SimulatedClock clock = new SimulatedClock();
    private final List<Replica> replicas = new ArrayList<>();
    private final boolean looksFirst;
    private final int faultiness;
    private boolean calm;
    private int replicasEver;
    private int offset;
    private int now;

    Simulation(long seed, SimulatedDatabase database) {
        this.random = new Random(seed);
        this.database = database;
        this.operators = new Operators(random, clock);
        looksFirst = random.nextBoolean();
        faultiness = random.nextInt(4);
        int people = 1 + random.nextInt(4);
        while (remote.people().size() < people) {
            remote.people().add(1 + (long) random.nextInt((int) SimulatedChannel.LAST_ID));
        }
    }

    void run() throws SQLException {
        database.reset();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            replicas.add(replica());
        }
        try {
            operators.act();
            int steps = 60 + random.nextInt(120);
            for (int i = 0; i < steps; i++) {
                step();
            }
            calm = true;
            replicas.forEach(replica -> {
                replica.paused = false;
                replica.cut = false;
            });
            comeToAnEnd();
            operators.retryAll();
            comeToAnEnd();
        } finally {
            replicas.forEach(Replica::kill);
        }
    }

    private Replica replica() {
        int number = ++replicasEver;
        Replica[] self = new Replica[1];
        SimulatedChannel channel = new SimulatedChannel(
                number,
                remote,
                looksFirst,
                this::answer,
                () -> self[0].cut,
                () -> !calm && random.nextInt(100) < UNREADABLE_PERCENT,
                this::wire);
        FaultyDataSource dataSource = new FaultyDataSource(database, () -> fault(self[0]));
        self[0] = new Replica(number, channel, dataSource, clock, random);
        return self[0];
    }

    private void step() throws SQLException {
        now++;
        int index = random.nextInt(replicas.size());
        Replica replica = replicas.get(index);
        int choice = random.nextInt(1000);
        if (choice < 20 + 10 * faultiness) {
            disturb(index);
        } else if (choice < 110) {
            replica.paused = false;
            replica.cut = false;
        } else if (choice < 160) {
            operators.act();
        } else if (choice < 230) {
            pass(Duration.ofMillis(random.nextInt(4000)));
        } else if (choice < 240) {
            leave();
        } else if (replica.isUp()) {
            work(replica, choice);
        }
    }

    private void work(Replica replica, int choice) throws SQLException {
        if (choice < 330) {
            take(replica);
        } else if (choice < 520) {
            if (replica.hasOutcomes()) {
                boolean unused = replica.writeOutcomes();
            }
        } else if (choice < 540) {
            replica.synchronizeBreaker();
        } else if (choice < 550) {
            List<String> unused = replica.expire();
        } else if (choice < 560) {
            replica.report(reports);
        } else {
            Actor connection = replica.connections().get(random.nextInt(2));
            for (int i = random.nextInt(4); i >= 0 && connection.isRunnable(); i--) {
                connection.step();
            }
        }
    }

    private void take(Replica replica) {
        if (offset < operators.log().size() && replica.take(operators.log().get(offset)) && random.nextInt(10) > 0) {
            offset++;
        }
    }

    private void leave() {
        for (long id : remote.people()) {
            if (random.nextInt(6) == 0) {
                remote.left().add(id);
            }
        }
    }

    private void disturb(int index) throws SQLException {
        Replica replica = replicas.get(index);
        disturbFlights(replica);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                replica.kill();
                replicas.set(index, replica());
            }
            case 2, 3, 4 -> {
                replica.paused = true;
                pass(Duration.ofMillis(random.nextInt(12_000)));
            }
            case 5, 6 -> {
                replica.cut = true;
                pass(Duration.ofMillis(random.nextInt(9000)));
            }
            default -> {
                for (Replica each : replicas) {
                    disturbFlights(each);
                    each.paused = true;
                }
                pass(Duration.ofSeconds(random.nextInt(400)));
                replicas.forEach(each -> each.paused = false);
            }
        }
    }

    /** What this replica has sent, or is about to, and has not committed: nobody will know. */
    private void disturbFlights(Replica replica) throws SQLException {
        List<Flight> open = remote.flights().stream()
                .filter(flight -> flight.replica == replica.number && !flight.disturbed)
                .filter(flight -> flight.answer == null || flight.answer == Answer.TAKEN)
                .toList();
        if (open.isEmpty()) {
            return;
        }
        Set<String> told = new HashSet<>();
        for (List<Object> row : database.query(
                "select p.event_id, o.recipient from recipient_outcome o join plan p on p.id = o.plan_id where o.code < 100")) {
            told.add(row.get(0) + "/" + row.get(1));
        }
        for (Flight flight : open) {
            flight.disturbed |= flight.answer == null || !told.contains(flight.event + "/" + flight.recipient);
        }
    }

    /** Time passes; whoever is well renews its leases meanwhile. */
    private void pass(Duration duration) throws SQLException {
        Duration left = duration;
        while (left.isPositive()) {
            Duration slice = left.compareTo(RENEWAL) > 0 ? RENEWAL : left;
            if (left.compareTo(Duration.ofSeconds(60)) > 0) {
                slice = left.minusSeconds(30);
            }
            clock.advance(slice);
            left = left.minus(slice);
            for (Replica replica : replicas) {
                if (replica.isUp() && !replica.renew()) {
                    disturbFlights(replica);
                }
            }
        }
    }

    private void comeToAnEnd() throws SQLException {
        for (int round = 0; round < LONGEST_CALM; round++) {
            for (Replica replica : replicas) {
                while (offset < operators.log().size()
                        && replica.take(operators.log().get(offset))) {
                    offset++;
                }
                for (Actor connection : replica.connections()) {
                    for (int i = 0; i < 40 && connection.isRunnable(); i++) {
                        connection.step();
                    }
                }
                while (replica.hasOutcomes()) {
                    boolean unused = replica.writeOutcomes();
                }
            }
            List<String> unused = replicas.getFirst().expire();
            if (offset == operators.log().size() && isOver()) {
                replicas.getFirst().report(reports);
                return;
            }
            replicas.forEach(Replica::synchronizeBreaker);
            pass(RENEWAL);
        }
        throw new Violation("a plan does not end: "
                + database.query("select id, event_id, state, lane, total, delivered, failed, skipped from plan"
                        + " where state not in ('done', 'stopped')")
                + " chunks " + database.query("select * from chunk where state < 2")
                + " open " + database.query("select * from open_delivery"));
    }

    private boolean isOver() throws SQLException {
        return database.query("select 1 from plan where state not in ('done', 'stopped')")
                .isEmpty();
    }

    private Answer answer() {
        if (calm || random.nextInt(100) >= 4 + 10 * faultiness) {
            return Answer.TAKEN;
        }
        Answer[] answers = Answer.values();
        return answers[random.nextInt(answers.length)];
    }

    /** Some replies take long, so that other things happen meanwhile. */
    private BooleanSupplier wire() {
        int arrives = calm || random.nextInt(4) > 0 ? 0 : now + random.nextInt(40);
        return () -> calm || now >= arrives;
    }

    private Fault fault(Replica replica) {
        if (replica == null || calm) {
            return Fault.NONE;
        }
        if (replica.cut) {
            return Fault.UNREACHABLE;
        }
        if (random.nextInt(100) >= 1 + faultiness) {
            return Fault.NONE;
        }
        Fault[] faults = Fault.values();
        return faults[random.nextInt(faults.length)];
    }
}
