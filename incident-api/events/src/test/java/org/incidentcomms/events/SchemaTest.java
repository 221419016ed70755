package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    private static final int SEEDS = 60;
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource
    void whatTheRecordsEncodeIsValidAndReadsBackTheSame(EventType type) {
        for (int seed = 0; seed < SEEDS; seed++) {
            StatusEvent event = new NastyEvents(seed).event(type);
            PublishedEvent published = PublishedEvent.of(event, Instant.parse("2015-02-02T17:05:12.431Z"), trace(seed));

            byte[] bytes = codec.encode(event);

            ObjectNode record = Sample.JSON.createObjectNode();
            record.set("headers", Sample.JSON.valueToTree(codec.headers(published)));
            record.set("data", Sample.tree(bytes));
            assertThat(Schemas.faultsOfRecord(record)).as("seed %d", seed).isEmpty();
            assertThat(codec.decode(codec.headers(published), bytes))
                    .as("seed %d", seed)
                    .isEqualTo(published);
        }
    }

    @Test
    void whatTheReportEncodesIsValidAndReadsBackTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) {
            DeliveryReport report = new NastyEvents(seed).report();

            byte[] bytes = codec.encode(report);

            assertThat(Schemas.faultsOfReport(Sample.tree(bytes)))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(codec.decodeReport(bytes)).isEqualTo(report);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsValid(Sample sample) {
        assertThat(Schemas.faultsOfRecord(sample.tree())).isEmpty();
    }

    @Test
    void theSampleReportIsValid() {
        assertThat(Sample.reports())
                .isNotEmpty()
                .allSatisfy(sample ->
                        assertThat(Schemas.faultsOfReport(sample.tree())).isEmpty());
    }

    /** Guards the guard: a validator that silently resolved nothing would accept anything. */
    @Test
    void theSchemasRefuseWhatIsWrong() throws IOException {
        Sample sample = Sample.of(EventType.INCIDENT_OPENED);

        assertThat(faultsAfter(sample, "/data/incident/updates/0", "message", "\"" + "a".repeat(25_001) + "\""))
                .isPositive();
        assertThat(faultsAfter(sample, "/data/incident/updates/0", "posted_at", "\"yesterday\""))
                .isPositive();
        assertThat(faultsAfter(sample, "/data/incident", "status", "\"on_fire\""))
                .isPositive();
        assertThat(faultsAfter(sample, "/data/incident", "slug", "\"../etc/passwd\""))
                .isPositive();
        assertThat(faultsAfter(sample, "/data/incident", "kind", "\"maintenance\""))
                .as("a maintenance without a window")
                .isPositive();
        assertThat(faultsAfter(sample, "/headers", "ce_time", "\"yesterday\"")).isPositive();
        assertThat(faultsAfter(sample, "/headers", "ce_type", "\"component.changed\""))
                .isPositive();
    }

    @Test
    void aPostMortemMayBeFourTimesAsLongAsAMessage() throws IOException {
        Sample sample = Sample.of(EventType.POSTMORTEM_PUBLISHED);

        assertThat(faultsAfter(sample, "/data/incident/postmortem", "body", "\"" + "a".repeat(100_000) + "\""))
                .isZero();
        assertThat(faultsAfter(sample, "/data/incident/postmortem", "body", "\"" + "a".repeat(100_001) + "\""))
                .isPositive();
    }

    private static int faultsAfter(Sample sample, String parent, String field, String json) throws IOException {
        JsonNode tree = sample.tree().deepCopy();
        ((ObjectNode) tree.at(parent)).set(field, Sample.JSON.readTree(json));
        return Schemas.faultsOfRecord(tree).size();
    }

    private static @Nullable String trace(int seed) {
        return seed % 2 == 0 ? null : "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    }

    static Stream<Sample> samples() {
        return Sample.events().stream();
    }
}
