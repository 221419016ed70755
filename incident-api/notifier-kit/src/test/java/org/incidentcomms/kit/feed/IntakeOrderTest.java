package org.incidentcomms.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.junit.jupiter.api.Test;

class IntakeOrderTest {
    private final List<LogRecord> waiting = new ArrayList<>();

    @Test
    void urgent_incidents_come_first_and_by_themselves() {
        for (int i = 0; i < 20; i++) {
            add("slow" + i, Impact.MINOR);
        }
        add("down", Impact.CRITICAL);

        assertThat(takeNext()).containsExactly(20L);
        assertThat(takeNext()).hasSize(10).startsWith(0L);
        assertThat(takeNext()).hasSize(10).endsWith(19L);
    }

    @Test
    void what_an_urgent_incident_told_before_it_was_urgent_goes_before_it() {
        add("other", Impact.MINOR);
        add("worse", Impact.MINOR);
        add("worse", Impact.MAJOR);
        add("worse", Impact.MINOR);

        assertThat(takeNext()).containsExactly(1L, 2L, 3L);
        assertThat(takeNext()).containsExactly(0L);
    }

    @Test
    void what_is_no_event_is_taken_in_its_turn() {
        waiting.add(new LogRecord(new ConsumerRecord<>("status-events", 0, 0, null, new byte[0]), null, "no event"));
        add("down", Impact.CRITICAL);

        assertThat(takeNext()).containsExactly(1L);
        assertThat(takeNext()).containsExactly(0L);
    }

    private List<Long> takeNext() {
        List<LogRecord> next = IntakeOrder.next(waiting);
        waiting.removeAll(next);
        return next.stream().map(record -> record.record().offset()).toList();
    }

    private void add(String incident, Impact impact) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("status-events", 0, waiting.size(), incident, new byte[0]);
        waiting.add(new LogRecord(record, incoming(incident, impact), null));
    }

    private static Incoming incoming(String id, Impact impact) {
        Incident incident = new Incident(
                id,
                id,
                1,
                IncidentKind.INCIDENT,
                "Title",
                Status.INVESTIGATING,
                impact,
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                List.of(),
                null,
                false);
        PublishedEvent event = PublishedEvent.of(new IncidentEdited(incident), Instant.EPOCH, null);
        return new Incoming(Map.of(), new byte[0], event.time(), event);
    }
}
