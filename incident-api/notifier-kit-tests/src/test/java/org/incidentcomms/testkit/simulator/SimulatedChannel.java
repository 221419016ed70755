package org.incidentcomms.testkit.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.simulator.RemoteSide.Answer;
import org.incidentcomms.testkit.simulator.RemoteSide.Flight;

/** A channel that answers what the seed says; settling sends again, as mail does, or looks first, as X does. */
final class SimulatedChannel implements Channel<SimulatedChannel.Person> {
    static final String DESTINATION = "simulated";
    /** Ids are spread over several chunks of ten. */
    static final long LAST_ID = 25;

    private final int replica;
    private final RemoteSide remote;
    private final boolean looksFirst;
    private final Supplier<Answer> answers;
    private final BooleanSupplier disturbed;
    private final BooleanSupplier unreadable;
    /** How long the next message is on its way. */
    private final Supplier<BooleanSupplier> wire;

    record Person(long id) implements Recipient {}

    SimulatedChannel(
            int replica,
            RemoteSide remote,
            boolean looksFirst,
            Supplier<Answer> answers,
            BooleanSupplier disturbed,
            BooleanSupplier unreadable,
            Supplier<BooleanSupplier> wire) {
        this.replica = replica;
        this.remote = remote;
        this.looksFirst = looksFirst;
        this.answers = answers;
        this.disturbed = disturbed;
        this.unreadable = unreadable;
        this.wire = wire;
    }

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public Audience audience(PublishedEvent event) {
        return new Audience.Recipients(LAST_ID, remote.people().size());
    }

    @Override
    public List<Integer> ranges(PublishedEvent event, int size) {
        return remote.people().stream()
                .map(id -> (int) ((id - 1) / size))
                .distinct()
                .toList();
    }

    @Override
    public List<Person> recipients(PublishedEvent event, long firstId, long lastId) {
        if (unreadable.getAsBoolean()) {
            throw new IllegalStateException("the list of people cannot be read");
        }
        return remote.people().stream()
                .filter(id -> id >= firstId && id <= lastId && !remote.left().contains(id))
                .map(Person::new)
                .toList();
    }

    @Override
    public Preview preview(PublishedEvent event) {
        return new Preview(DESTINATION, remote.people().size(), Map.of(), List.of(), null);
    }

    @Override
    public DeliveryResult deliver(Delivery<Person> delivery) {
        return send(begin(delivery));
    }

    @Override
    public DeliveryResult settle(Delivery<Person> delivery) {
        Flight flight = begin(delivery);
        Actor.boundary();
        if (looksFirst && remote.has(flight.event, flight.recipient)) {
            remote.abandon(flight);
            return DeliveryResult.delivered();
        }
        return send(flight);
    }

    @Override
    public boolean settlesBySending() {
        return !looksFirst;
    }

    private Flight begin(Delivery<Person> delivery) {
        PublishedEvent event = delivery.event();
        Flight flight = new Flight(
                replica,
                event.data().aggregateId(),
                event.id(),
                event.data().aggregateVersion(),
                delivery.recipient().id());
        flight.disturbed = disturbed.getAsBoolean();
        remote.add(flight);
        return flight;
    }

    private DeliveryResult send(Flight flight) {
        Actor.boundary(wire.get());
        Answer answer = answers.get();
        remote.answered(flight, answer);
        Actor.boundary();
        return switch (answer) {
            case TAKEN -> DeliveryResult.delivered();
            case TAKEN_REPLY_LOST, NOT_TAKEN_REPLY_LOST ->
                DeliveryResult.uncertain(FailureReason.TIMED_OUT, Scope.DESTINATION, "no reply");
            case TAKEN_THEN_THROWN, THROWN -> throw new IllegalStateException("the channel's own fault");
            case REFUSED -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
            case REJECTED -> DeliveryResult.rejected(FailureReason.NO_SUCH_RECIPIENT, "never");
            case CHANNEL_DOWN -> DeliveryResult.retry(FailureReason.UNREACHABLE, Scope.CHANNEL, "down");
        };
    }
}
