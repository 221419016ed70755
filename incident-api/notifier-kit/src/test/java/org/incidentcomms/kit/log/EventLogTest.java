package org.incidentcomms.kit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Topics;
import org.junit.jupiter.api.Test;

/** What a follower sees of a log, on a consumer in memory. */
class EventLogTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TopicPartition PARTITION = new TopicPartition(Topics.STATUS_EVENTS, 0);

    private final List<ConsumerRecord<String, byte[]>> topic = new CopyOnWriteArrayList<>();
    private final Recording follower = new Recording();

    @Test
    void of_each_aggregate_only_higher_versions_are_seen() throws InterruptedException {
        append("cmp_a", 1);
        append("cmp_b", 1);
        append("cmp_a", 3);
        append("cmp_a", 2);
        append("cmp_a", 3);
        append("cmp_b", 2);

        read();

        assertThat(follower.seen).containsExactly("cmp_a-1", "cmp_b-1", "cmp_a-3", "cmp_b-2", "caught up");
    }

    @Test
    void what_cannot_be_read_or_applied_stops_only_itself() throws InterruptedException {
        append("cmp_a", 1);
        topic.add(new ConsumerRecord<>(Topics.STATUS_EVENTS, 0, topic.size(), "x", "no event".getBytes(UTF_8)));
        append("cmp_fault", 1);
        append("cmp_a", 2);

        read();

        assertThat(follower.seen).containsExactly("cmp_a-1", "cmp_a-2", "caught up");
    }

    @Test
    void what_the_disk_did_not_take_is_told_again() throws InterruptedException {
        append("cmp_a", 1);
        append("cmp_full", 1);
        append("cmp_a", 2);

        read();

        assertThat(follower.seen).containsExactly("cmp_a-1", "cmp_full-1", "cmp_a-2", "caught up");
    }

    @Test
    void a_follower_that_stumbles_when_all_is_read_is_told_so_again() throws InterruptedException {
        follower.stumbles.set(1);
        append("cmp_a", 1);

        read();

        assertThat(follower.seen).containsExactly("cmp_a-1", "caught up");
    }

    @Test
    void what_is_appended_to_a_log_that_was_made_anew_is_live() throws InterruptedException {
        append("cmp_a", 1);
        append("cmp_a", 2);
        MockConsumer<String, byte[]> consumer = consumer();
        EventLog log = new EventLog(() -> consumer, new EventCodec(), follower);
        log.start();
        assertThat(follower.caughtUp.await(20, TimeUnit.SECONDS)).isTrue();

        topic.clear();
        append("cmp_a", 2);
        append("cmp_a", 3);
        consumer.schedulePollTask(() -> {
            consumer.seekToBeginning(List.of(PARTITION));
            topic.forEach(consumer::addRecord);
        });

        assertThat(follower.firstLive.await(20, TimeUnit.SECONDS)).isTrue();
        log.close();
        assertThat(follower.live).containsExactly("cmp_a-3");
        assertThat(follower.seen).containsExactly("cmp_a-1", "cmp_a-2", "caught up", "cmp_a-3");
    }

    /** Until the follower has caught up. */
    private void read() throws InterruptedException {
        EventLog log = new EventLog(this::consumer, new EventCodec(), follower);
        log.start();
        assertThat(follower.caughtUp.await(20, TimeUnit.SECONDS)).isTrue();
        log.close();
        assertThat(log.isCaughtUp()).isTrue();
    }

    private MockConsumer<String, byte[]> consumer() {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(1, "localhost", 1);
        consumer.updatePartitions(
                Topics.STATUS_EVENTS,
                List.of(new PartitionInfo(Topics.STATUS_EVENTS, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) topic.size()));
        consumer.schedulePollTask(() -> {
            long position = consumer.position(PARTITION);
            topic.stream().filter(event -> event.offset() >= position).forEach(consumer::addRecord);
        });
        return consumer;
    }

    private void append(String component, int version) {
        try (InputStream file =
                Objects.requireNonNull(EventCodec.class.getResourceAsStream("/samples/v1/component.changed.json"))) {
            JsonNode sample = MAPPER.readTree(file);
            ObjectNode data = (ObjectNode) sample.get("data").get("component");
            data.put("id", component);
            data.put("version", version);
            ConsumerRecord<String, byte[]> event = new ConsumerRecord<>(
                    Topics.STATUS_EVENTS, 0, topic.size(), component, MAPPER.writeValueAsBytes(sample.get("data")));
            sample.get("headers").properties().forEach(header -> {
                String value = switch (header.getKey()) {
                    case EventCodec.ID -> component + "-" + version;
                    case EventCodec.SUBJECT -> component;
                    default -> header.getValue().asText();
                };
                event.headers().add(header.getKey(), value.getBytes(UTF_8));
            });
            topic.add(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Recording implements EventLog.Follower {
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final List<String> live = new CopyOnWriteArrayList<>();
        private final CountDownLatch firstLive = new CountDownLatch(1);
        private final CountDownLatch caughtUp = new CountDownLatch(1);
        private final AtomicInteger full = new AtomicInteger(1);
        private final AtomicInteger stumbles = new AtomicInteger();

        @Override
        public void event(PublishedEvent event, boolean live) {
            if (event.id().startsWith("cmp_fault")) {
                throw new IllegalStateException("cannot be shown");
            }
            if (event.id().startsWith("cmp_full") && full.getAndDecrement() > 0) {
                throw new UncheckedIOException(new IOException("disk full"));
            }
            seen.add(event.id());
            if (live) {
                this.live.add(event.id());
                firstLive.countDown();
            }
        }

        @Override
        public void caughtUp() {
            if (stumbles.getAndDecrement() > 0) {
                throw new IllegalStateException("stumbled");
            }
            seen.add("caught up");
            caughtUp.countDown();
        }
    }
}
