package org.incidentcomms.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.incidentcomms.testkit.JavaProcess;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    static Path directory;

    static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        long from = System.nanoTime();
        kafka = EmbeddedKafka.start(directory, 0);
        System.out.println("broker started, formatting included: ms=" + (System.nanoTime() - from) / 1_000_000);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void recordsAndOffsetsOutliveAStopUnderTheSameAddress() throws Exception {
        kafka.recreateTopic("kept", 1, Map.of());
        String address = kafka.bootstrapServers();
        send("kept", "before");
        assertThat(readAsGroup("kept", 1)).containsExactly("before");

        kafka.stop();
        assertThat(kafka.isRunning()).isFalse();
        assertThat(Ports.isOpen(kafka.port())).isFalse();
        long from = System.nanoTime();
        kafka.start();
        System.out.println("broker started again: ms=" + (System.nanoTime() - from) / 1_000_000);

        assertThat(kafka.bootstrapServers()).isEqualTo(address);
        send("kept", "after");
        assertThat(readAll("kept", 2)).containsExactly("before", "after");
        assertThat(readAsGroup("kept", 1)).containsExactly("after");
    }

    @Test
    void aRecreatedTopicIsEmptyAndHasItsNewSettings() throws Exception {
        kafka.recreateTopic("again", 3, Map.of());
        send("again", "old");
        kafka.recreateTopic("again", 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
        send("again", "new");

        assertThat(readAll("again", 1)).containsExactly("new");
        try (var consumer = consumer()) {
            assertThat(consumer.partitionsFor("again")).hasSize(1);
        }
    }

    @Test
    void aTopicMayTakeRecordsOfAlmostEightMebibytes() throws Exception {
        kafka.recreateTopic("large", 1, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "8388608"));
        String record = "x".repeat(8_300_000);
        send("large", record);
        assertThat(readAll("large", 1)).containsExactly(record);
        assertThatThrownBy(() -> send("large", "x".repeat(8_400_000)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void aTopicNobodyMadeIsNotMade() throws Exception {
        try (var consumer = consumer()) {
            assertThat(consumer.partitionsFor("never-made", Duration.ofSeconds(2)))
                    .isNullOrEmpty();
        }
        kafka.deleteTopic("never-made");
    }

    @Test
    void asAProcessOfItsOwnItLivesInLittleMemoryAndStopsOnSigterm(@TempDir Path own) throws Exception {
        int port = Ports.free();
        List<String> options = List.of("-Xmx128m", "-XX:+UseSerialGC");
        try (JavaProcess process = JavaProcess.ready(EmbeddedKafka.class, options, own, port)) {
            assertThat(process.lines()).contains("READY 127.0.0.1:" + port);
            assertThat(process.terminate()).isEqualTo(128 + 15);
            assertThat(Ports.isOpen(port)).isFalse();
            assertThat(process.lines()).noneMatch(line -> line.contains("ERROR") || line.contains("Exception"));
        }
        assertThat(own.resolve(".kafka_cleanshutdown")).exists();
    }

    private static void send(String topic, String value) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "max.request.size", 16 * 1024 * 1024);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> readAll(String topic, int count) {
        try (var consumer = consumer()) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            return poll(consumer, count);
        }
    }

    private static List<String> readAsGroup(String topic, int count) {
        try (var consumer = consumer()) {
            consumer.subscribe(List.of(topic));
            List<String> values = poll(consumer, count);
            consumer.commitSync();
            return values;
        }
    }

    private static List<String> poll(KafkaConsumer<String, String> consumer, int count) {
        List<String> values = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (values.size() < count && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
        }
        consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
        return values;
    }

    private static KafkaConsumer<String, String> consumer() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "readers",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }
}
