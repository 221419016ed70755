package org.incidentcomms.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.incidentcomms.events.StatusEvent.ComponentChanged;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newer publisher, or an older one, may send. */
class ToleranceTest {
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @MethodSource("samples")
    void unknownFieldsAreToleratedAtEveryLevel(Sample sample) {
        JsonNode newer = Mutations.withUnknownFieldsEverywhere(sample.data());
        ObjectNode record = Sample.JSON.createObjectNode();
        record.set("headers", sample.tree().get("headers"));
        record.set("data", newer);

        assertThat(codec.decode(sample.headers(), Sample.bytes(newer)))
                .isEqualTo(codec.decode(sample.headers(), Sample.bytes(sample.data())));
        assertThat(Schemas.faultsOfRecord(record)).isEmpty();
    }

    @Test
    void unknownFieldsOfAReportAreTolerated() {
        JsonNode report = Sample.reports().getFirst().tree();
        JsonNode newer = Mutations.withUnknownFieldsEverywhere(report);

        assertThat(codec.decodeReport(Sample.bytes(newer))).isEqualTo(codec.decodeReport(Sample.bytes(report)));
        assertThat(Schemas.faultsOfReport(newer)).isEmpty();
    }

    @Test
    void unknownHeadersAreTolerated() {
        Sample sample = Sample.events().getFirst();
        Map<String, String> headers = new HashMap<>(sample.headers());
        headers.put("ce_future", "yes");
        headers.put("baggage", "a=b");

        assertThat(codec.decode(headers, Sample.bytes(sample.data())).id())
                .isEqualTo(sample.headers().get(EventCodec.ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"whatever\": 1}", "", "not json", "null"})
    void anUnknownTypeIsUnsupportedWhateverItCarries(String value) {
        Map<String, String> headers = Map.of(
                EventCodec.ID, "poll-1-4",
                EventCodec.TYPE, "poll.opened",
                EventCodec.SUBJECT, "poll-1",
                EventCodec.TIME, "2031-02-02T17:05:00Z");

        assertThatThrownBy(() -> codec.decode(headers, value.getBytes(UTF_8)))
                .isInstanceOfSatisfying(UnsupportedEventTypeException.class, unsupported -> {
                    assertThat(unsupported.eventId()).isEqualTo("poll-1-4");
                    assertThat(unsupported.type()).isEqualTo("poll.opened");
                    assertThat(unsupported.subject()).isEqualTo("poll-1");
                    assertThat(unsupported.time()).isEqualTo(Instant.parse("2031-02-02T17:05:00Z"));
                });
    }

    @Test
    void whatHasADefaultMayBeMissingOrNull() {
        Sample sample = Sample.of(EventType.INCIDENT_UPDATED);
        for (String field : List.of("components", "notify", "texts", "history", "headline", "author", "edited_at")) {
            ObjectNode without = sample.data().deepCopy();
            ((ObjectNode) without.at("/incident/updates/0")).remove(field);
            ObjectNode withNull = sample.data().deepCopy();
            ((ObjectNode) withNull.at("/incident/updates/0")).putNull(field);

            assertThat(firstUpdate(sample, without)).as(field).isEqualTo(firstUpdate(sample, withNull));
        }
    }

    @Test
    void aWordingKeptBeforeAuthorsAndChannelTextsWereIsReadAsItWasKept() {
        Sample sample = Sample.of(EventType.INCIDENT_CORRECTED);
        PublishedEvent event = codec.decode(sample.headers(), Sample.bytes(sample.data()));

        Revision kept = ((IncidentEvent) event.data())
                .incident()
                .updates()
                .getLast()
                .history()
                .getFirst();

        assertThat(kept.texts()).as("unknown, which is not: composed").isNull();
        assertThat(kept.author()).isNull();
        assertThat(kept.headline()).isEqualTo("Feb 1 end-of-day update");
    }

    @Test
    void aComponentOfAnOlderPublisherHasNoHistory() {
        Sample sample = Sample.of(EventType.COMPONENT_CHANGED);
        ObjectNode older = sample.data().deepCopy();
        ((ObjectNode) older.at("/component")).remove("history");
        ObjectNode withNull = sample.data().deepCopy();
        ((ObjectNode) withNull.at("/component")).putNull("history");

        assertThat(component(sample, sample.data()).history()).hasSize(4);
        assertThat(component(sample, older).history()).isEmpty();
        assertThat(component(sample, withNull)).isEqualTo(component(sample, older));
        assertThat(Sample.tree(codec.encode(new ComponentChanged(component(sample, older)))))
                .as("and none is written")
                .isEqualTo(older);
        assertThat(Schemas.faultsOfData(EventType.COMPONENT_CHANGED, older)).isEmpty();
    }

    @Test
    void timesMayHaveAnyOffset() {
        Sample sample = Sample.of(EventType.INCIDENT_UPDATED);
        ObjectNode elsewhere = sample.data().deepCopy();
        ((ObjectNode) elsewhere.at("/incident/updates/0")).put("posted_at", "2015-02-02T09:05:12.431-08:00");

        assertThat(firstUpdate(sample, elsewhere).postedAt()).isEqualTo(Instant.parse("2015-02-02T17:05:12.431Z"));
    }

    private Component component(Sample sample, JsonNode data) {
        PublishedEvent event = codec.decode(sample.headers(), Sample.bytes(data));
        return ((ComponentChanged) event.data()).component();
    }

    private Update firstUpdate(Sample sample, JsonNode data) {
        PublishedEvent event = codec.decode(sample.headers(), Sample.bytes(data));
        return ((IncidentEvent) event.data()).incident().updates().getFirst();
    }

    static Stream<Sample> samples() {
        return Sample.events().stream();
    }
}
