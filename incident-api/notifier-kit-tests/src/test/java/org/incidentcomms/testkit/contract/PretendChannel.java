package org.incidentcomms.testkit.contract;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Scope;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;

/** A channel to {@code people} recipients of a {@link PretendRemoteSystem}. */
final class PretendChannel implements Channel<PretendChannel.Person> {
    private final PretendRemoteSystem outside;
    private final int people;
    private final LongPredicate stays;
    /** What happens while a channel is asked whom an event reaches. */
    volatile Consumer<PublishedEvent> asked = event -> {};

    record Person(long id) implements Recipient {}

    PretendChannel(PretendRemoteSystem outside, int people, LongPredicate stays) {
        this.outside = outside;
        this.people = people;
        this.stays = stays;
    }

    @Override
    public String destination() {
        return "pretend";
    }

    @Override
    public Audience audience(PublishedEvent event) {
        asked.accept(event);
        return new Audience.Recipients(people, people);
    }

    @Override
    public List<Person> recipients(PublishedEvent event, long firstId, long lastId) {
        return LongStream.rangeClosed(firstId, Math.min(lastId, people))
                .filter(stays)
                .mapToObj(Person::new)
                .toList();
    }

    @Override
    public Preview preview(PublishedEvent event) {
        return new Preview(destination(), people, Map.of("text", text(event)), List.of(), null);
    }

    @Override
    public DeliveryResult deliver(Delivery<Person> delivery) {
        String person = "person-" + delivery.recipient().id();
        return switch (outside.send(person, identity(delivery), text(delivery.event()))) {
            case TAKEN -> DeliveryResult.delivered();
            case REFUSED -> DeliveryResult.retry(FailureReason.TEMPORARY, Scope.DESTINATION, "later");
            case LOST -> DeliveryResult.uncertain(FailureReason.CONNECTION_LOST, Scope.DESTINATION, "lost");
            case DOWN -> DeliveryResult.retry(FailureReason.UNREACHABLE, Scope.CHANNEL, "down");
        };
    }

    @Override
    public DeliveryResult settle(Delivery<Person> delivery) {
        return outside.has(identity(delivery)) ? DeliveryResult.delivered() : deliver(delivery);
    }

    @Override
    public int connections() {
        return 4;
    }

    private static String identity(Delivery<Person> delivery) {
        return delivery.event().id() + "/" + delivery.recipient().id();
    }

    private static String text(PublishedEvent event) {
        Incident incident = ((Announcement) event.data()).incident();
        return incident.title() + "\n" + incident.updates().getLast().message();
    }
}
