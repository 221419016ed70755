package org.incidentcomms.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What everybody received, in order, and who is there to receive. */
final class RemoteSide {
    private final List<Flight> flights = new ArrayList<>();
    private final List<Flight> taken = new ArrayList<>();
    private final Set<Long> people = new TreeSet<>();
    private final Set<Long> left = new TreeSet<>();

    /** How one message ended. */
    enum Answer {
        TAKEN,
        TAKEN_REPLY_LOST,
        TAKEN_THEN_THROWN,
        NOT_TAKEN_REPLY_LOST,
        REFUSED,
        REJECTED,
        CHANNEL_DOWN,
        THROWN
    }

    /**
     * One message from the decision to send it until its outcome is committed. Disturbed is one that a crash, a pause or a
     * lost reply fell into: nobody can know what became of it.
     */
    static final class Flight {
        final int replica;
        final String incident;
        final String event;
        final long version;
        final long recipient;
        boolean disturbed;
        Answer answer;

        Flight(int replica, String incident, String event, long version, long recipient) {
            this.replica = replica;
            this.incident = incident;
            this.event = event;
            this.version = version;
            this.recipient = recipient;
        }

        @Override
        public String toString() {
            return event + " to " + recipient + " by replica " + replica + " " + answer
                    + (disturbed ? " (disturbed)" : "");
        }
    }

    void add(Flight flight) {
        flights.add(flight);
    }

    /** Not sent after all. */
    void abandon(Flight flight) {
        flights.remove(flight);
    }

    void answered(Flight flight, Answer answer) {
        flight.answer = answer;
        switch (answer) {
            case TAKEN -> taken.add(flight);
            case TAKEN_REPLY_LOST, TAKEN_THEN_THROWN -> {
                flight.disturbed = true;
                taken.add(flight);
            }
            case NOT_TAKEN_REPLY_LOST, REFUSED, REJECTED, CHANNEL_DOWN, THROWN -> {}
        }
    }

    boolean has(String event, long recipient) {
        return taken.stream().anyMatch(flight -> flight.event.equals(event) && flight.recipient == recipient);
    }

    List<Flight> flights() {
        return flights;
    }

    /** In the order in which they were taken. */
    List<Flight> taken() {
        return taken;
    }

    Set<Long> people() {
        return people;
    }

    Set<Long> left() {
        return left;
    }
}
