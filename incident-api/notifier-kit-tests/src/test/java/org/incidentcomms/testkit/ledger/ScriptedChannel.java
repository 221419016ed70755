package org.incidentcomms.testkit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.kit.channel.Audience;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;
import org.incidentcomms.testkit.ledger.ScriptedChannel.Person;
import org.jspecify.annotations.Nullable;

/** A channel that does what a test says while a message is on the wire; it notes who was told what, in order. */
final class ScriptedChannel implements Channel<Person> {
    static final String DESTINATION = "scripted";

    final List<String> sent = new ArrayList<>();
    Function<Delivery<Person>, DeliveryResult> deliver = delivery -> DeliveryResult.delivered();
    Function<Delivery<Person>, DeliveryResult> settle = delivery -> deliver.apply(delivery);
    Runnable reading = () -> {};
    Consumer<PublishedEvent> composing = event -> {};
    private final int people;

    record Person(long id) implements Recipient {}

    /** The ids of the recipients; null for all up to the number of people. */
    @Nullable Set<Long> only;

    ScriptedChannel(int people) {
        this.people = people;
    }

    static String text(PublishedEvent event) {
        Announcement announcement = (Announcement) event.data();
        return announcement
                .incident()
                .update(announcement.updateId())
                .orElseThrow()
                .message();
    }

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public Audience audience(PublishedEvent event) {
        return new Audience.Recipients(people, only == null ? people : only.size());
    }

    @Override
    public List<Integer> ranges(PublishedEvent event, int size) {
        return LongStream.rangeClosed(1, people)
                .filter(id -> only == null || only.contains(id))
                .mapToInt(id -> (int) ((id - 1) / size))
                .distinct()
                .boxed()
                .toList();
    }

    @Override
    public List<Person> recipients(PublishedEvent event, long firstId, long lastId) {
        reading.run();
        return LongStream.rangeClosed(firstId, Math.min(lastId, people))
                .filter(id -> only == null || only.contains(id))
                .mapToObj(Person::new)
                .toList();
    }

    @Override
    public Preview preview(PublishedEvent event) {
        return new Preview(DESTINATION, people, Map.of(), List.of(), null);
    }

    @Override
    public void compose(Delivery<Person> delivery) {
        composing.accept(delivery.event());
    }

    @Override
    public DeliveryResult deliver(Delivery<Person> delivery) {
        sent.add(text(delivery.event()) + " to " + delivery.recipient().id());
        return deliver.apply(delivery);
    }

    @Override
    public DeliveryResult settle(Delivery<Person> delivery) {
        sent.add(text(delivery.event()) + " settled for " + delivery.recipient().id());
        return settle.apply(delivery);
    }
}
