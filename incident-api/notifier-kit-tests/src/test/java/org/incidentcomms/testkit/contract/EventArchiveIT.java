package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Topics;
import org.incidentcomms.kit.log.EventArchive;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of one cluster in a file, and from there in another. */
class EventArchiveIT {
    private final EmbeddedKafka kafka = SharedServers.kafka();
    private final EventArchive archive = new EventArchive(new KafkaSettings(kafka.bootstrapServers(), "archive"));

    @TempDir
    private Path folder;

    @Test
    void what_is_exported_is_restored_in_its_order_and_only_into_an_empty_topic() throws Exception {
        Path first = folder.resolve("first.jsonl");
        Path second = folder.resolve("second.jsonl");
        Scenario one = Scenario.incident("One.", Impact.MINOR);
        Scenario two = Scenario.incident("Two.", Impact.MAJOR);
        PublishedEvent[] events = {
            one.opens("A word."),
            two.opens("A word."),
            one.says(Status.IDENTIFIED, "Next."),
            two.says(Status.RESOLVED, "End.")
        };
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(kafka)) {
            topic.publishCommitted(events);
            topic.publishRaw("odd", Map.of("odd", "\u00e4"), "not JSON \0".getBytes(StandardCharsets.UTF_8));
            topic.publishRaw("gone", Map.of(), null);
            assertThat(archive.export(first)).isEqualTo(6);
            assertThatThrownBy(() -> archive.export(first))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("first.jsonl exists already");
            assertThatThrownBy(() -> archive.restore(first))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not empty");
        }

        kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Topics.STATUS_EVENTS_SETTINGS);
        assertThat(archive.restore(first)).isEqualTo(6);

        assertThat(archive.export(second)).isEqualTo(6);
        assertThat(withoutOffsets(second)).isEqualTo(withoutOffsets(first));
        assertThat(Files.readString(second)).contains("\"key\":\"" + events[0].subject() + "\"");
    }

    /** Until a transaction ends, Kafka gives readers of committed records an end before it. */
    @Test
    void a_transaction_still_open_is_waited_for_and_makes_the_topic_not_empty() throws Exception {
        Path file = folder.resolve("waited.jsonl");
        Path other = folder.resolve("other.jsonl");
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(kafka)) {
            topic.publish(Scenario.incident("Before.", Impact.MINOR).opens("A word."));
            assertThat(archive.export(other)).isEqualTo(1);
        }
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(kafka);
                KafkaProducer<String, byte[]> relay = topic.publishUnfinished(
                        Scenario.incident("One.", Impact.MINOR).opens("A word."))) {
            assertThatThrownBy(() -> archive.restore(other)).hasMessageContaining("not empty");

            CompletableFuture<Long> exported = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    exported.complete(archive.export(file));
                } catch (IOException | InterruptedException e) {
                    exported.completeExceptionally(e);
                }
            });
            await().until(() -> Files.exists(file));
            relay.commitTransaction();

            assertThat(exported.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void a_truncated_file_is_refused_before_anything_is_written() throws Exception {
        Path file = folder.resolve("whole.jsonl");
        try (StatusEventsTopic topic = StatusEventsTopic.fresh(kafka)) {
            topic.publish(Scenario.incident("One.", Impact.MINOR).opens("A word."));
            assertThat(archive.export(file)).isEqualTo(1);
        }
        Path cut = Files.write(
                folder.resolve("cut.jsonl"), Files.readAllLines(file).subList(0, 1));
        kafka.recreateTopic(Topics.STATUS_EVENTS, 1, Topics.STATUS_EVENTS_SETTINGS);

        assertThatThrownBy(() -> archive.restore(cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated");

        assertThat(archive.restore(file)).isEqualTo(1);
    }

    /** Markers of transactions take an offset, and are not restored. */
    private static List<String> withoutOffsets(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("\"offset\":\\d+", ""))
                .toList();
    }
}
