package org.incidentcomms.kit.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.incidentcomms.events.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code status-events} to a file and reads it back into an empty topic, for a backup or for another cluster.
 *
 * <p>The file has one JSON object per line, in the log's order: {@code offset}, {@code timestamp} (milliseconds since
 * 1970), {@code key}, {@code headers} (a list of {@code name} and {@code value}, since a name may repeat) and {@code
 * value}; values are base64. The last line is {@code {"records": n}}: without it the file is truncated.
 */
public final class EventArchive {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.STATUS_EVENTS, 0);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    /** Records sent before the broker's acknowledgements are awaited. */
    private static final int AT_ONCE = 200;

    private final KafkaSettings kafka;
    private final ObjectMapper json = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    public EventArchive(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /** A header; Jackson writes bytes as base64. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record ArchivedHeader(String name, byte @Nullable [] value) {}

    /** One line; {@code records} is set on the last line only. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(
            @Nullable Long offset,
            @Nullable Long timestamp,
            @Nullable String key,
            @Nullable List<ArchivedHeader> headers,
            byte @Nullable [] value,
            @Nullable Long records) {}

    /**
     * Writes what is in the log now; a transaction that is still open is waited for.
     *
     * @param file must not exist
     * @return number of records
     * @throws IOException if the file cannot be written, or nothing can be read for 30 s
     */
    public long export(Path file) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists already: name another file");
        }
        try {
            return read(file);
        } catch (KafkaException e) {
            throw new IOException("kafka: " + e.getMessage(), e);
        }
    }

    private long read(Path file) throws IOException, InterruptedException {
        long records = 0;
        long end = end(); // before the file is created: a broker that does not answer leaves none
        try (KafkaConsumer<String, byte[]> reading = new KafkaConsumer<>(kafka.reader());
                Writer writer = Files.newBufferedWriter(file, java.nio.file.StandardOpenOption.CREATE_NEW)) {
            reading.assign(List.of(PARTITION));
            reading.seekToBeginning(List.of(PARTITION));
            long heardAt = System.nanoTime();
            while (reading.position(PARTITION) < end) {
                for (ConsumerRecord<String, byte[]> record : reading.poll(POLL)) {
                    heardAt = System.nanoTime();
                    if (record.offset() < end) {
                        write(writer, line(record));
                        records++;
                    }
                }
                if (System.nanoTime() - heardAt > LONGEST_SILENCE.toNanos()) {
                    throw new IOException("no record for " + LONGEST_SILENCE.toSeconds()
                            + " s: the broker does not answer, or a transaction is open");
                }
            }
            write(writer, new Line(null, null, null, null, null, records));
        }
        return records;
    }

    private static Line line(ConsumerRecord<String, byte[]> record) {
        List<ArchivedHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new ArchivedHeader(header.key(), header.value()));
        }
        return new Line(record.offset(), record.timestamp(), record.key(), headers, record.value(), null);
    }

    private void write(Writer writer, Line line) throws IOException {
        writer.write(json.writeValueAsString(line));
        writer.write('\n');
    }

    /**
     * Appends the file's records in their order, with their timestamps, to the topic, which is created if it is missing.
     *
     * @return number of records
     * @throws IOException if the file is damaged or truncated, the topic is not empty, or a record is not acknowledged; only
     *     in the last case records were written, and the topic must be deleted before another attempt
     */
    public long restore(Path file) throws IOException, InterruptedException {
        long records = check(file);
        try {
            write(file, records);
        } catch (KafkaException e) {
            throw new IOException("kafka: " + e.getMessage() + "; delete the topic before another attempt", e);
        }
        return records;
    }

    private void write(Path file, long records) throws IOException, InterruptedException {
        createTopic();
        if (end() > 0) {
            throw new IOException("the topic " + Topics.STATUS_EVENTS
                    + " is not empty, so nothing was written: delete the topic, or name another cluster");
        }
        Map<String, Object> settings = kafka.producer();
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings);
                BufferedReader reader = Files.newBufferedReader(file)) {
            List<Future<?>> sent = new ArrayList<>();
            for (long number = 0; number < records; number++) {
                sent.add(producer.send(record(read(reader.readLine(), number + 1))));
                if (sent.size() == AT_ONCE) {
                    await(sent);
                }
            }
            await(sent);
        }
    }

    /** Reads the whole file before anything is written. */
    private long check(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (long number = 1; ; number++) {
                Line line = read(reader.readLine(), number);
                if (line.records() != null) {
                    if (line.records() != number - 1 || reader.readLine() != null) {
                        throw new IOException("the file is damaged: it has " + (number - 1)
                                + " records, its last line says " + line.records());
                    }
                    return line.records();
                }
            }
        }
    }

    private Line read(@Nullable String text, long number) throws IOException {
        if (text == null) {
            throw new IOException("the file is truncated: the last line, which counts the records, is missing");
        }
        try {
            return json.readValue(text, Line.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException("line " + number + " is not a record of this format", e);
        }
    }

    private static ProducerRecord<String, byte[]> record(Line line) {
        ProducerRecord<String, byte[]> published =
                new ProducerRecord<>(Topics.STATUS_EVENTS, 0, line.timestamp(), line.key(), line.value());
        for (ArchivedHeader header : line.headers() == null ? List.<ArchivedHeader>of() : line.headers()) {
            published.headers().add(header.name(), header.value());
        }
        return published;
    }

    private static void await(List<Future<?>> sent) throws IOException, InterruptedException {
        for (Future<?> one : sent) {
            get(one, "the broker did not acknowledge a record: delete the topic, then restore again");
        }
        sent.clear();
    }

    private static <T> T get(Future<T> future, String otherwise) throws IOException, InterruptedException {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(otherwise, e);
        }
    }

    private void createTopic() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(kafka.connection().client("event-archive"))) {
            if (!get(admin.listTopics().names(), "the broker does not answer").contains(Topics.STATUS_EVENTS)) {
                NewTopic topic = new NewTopic(
                                Topics.STATUS_EVENTS, java.util.Optional.of(1), java.util.Optional.empty())
                        .configs(Topics.STATUS_EVENTS_SETTINGS);
                Object unused = get(admin.createTopics(List.of(topic)).all(), "the topic cannot be created");
            }
        }
    }

    /** The end of the log, open transactions included: readers of committed records are told one before those. */
    private long end() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(kafka.connection().client("event-archive"))) {
            ListOffsetsOptions all = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
            return get(
                            admin.listOffsets(Map.of(PARTITION, OffsetSpec.latest()), all)
                                    .partitionResult(PARTITION),
                            "the end of " + Topics.STATUS_EVENTS + " cannot be read")
                    .offset();
        }
    }
}
