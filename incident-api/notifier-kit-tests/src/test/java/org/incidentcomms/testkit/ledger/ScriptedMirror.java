package org.incidentcomms.testkit.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.channel.Delivery;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.channel.Preview;
import org.incidentcomms.kit.channel.Recipient;

/** A mirror that does what a test says while a request is on the wire; it notes what it sent, in order. */
public final class ScriptedMirror implements MirrorChannel {
    static final String DESTINATION = "mirror";

    /** The messages shown, joined by a plus sign. */
    public final List<String> sent = new CopyOnWriteArrayList<>();

    Supplier<DeliveryResult> answer = DeliveryResult::delivered;

    @Override
    public String destination() {
        return DESTINATION;
    }

    @Override
    public Preview preview(PublishedEvent event) {
        return new Preview(DESTINATION, 1, Map.of(), List.of(), null);
    }

    @Override
    public DeliveryResult deliver(Delivery<Recipient.Single> delivery) {
        sent.add(shown(delivery.event()));
        return answer.get();
    }

    private String shown(PublishedEvent event) {
        return copyOf(event).map(Incident::updates).orElse(List.of()).stream()
                .map(Update::message)
                .collect(Collectors.joining("+"));
    }
}
