package org.incidentcomms.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can never be an event is found where it enters, and is always the same exception. */
class PoisonTest {
    private static final Sample OPENED = Sample.of(EventType.INCIDENT_OPENED);
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"incident\":null,\"update_id\":\"upd-0202-1\"}",
                "{\"incident\":{},\"update_id\":\"upd-0202-1\"}",
                "{\"incident\":[],\"update_id\":\"upd-0202-1\"}",
                "\uFEFF{}",
                "<xml/>",
                "{\"incident\":"
            })
    void whatIsNoEventIsMalformed(@Nullable String value) {
        assertMalformed(value == null ? null : value.getBytes(UTF_8));
    }

    @Test
    void whatIsNotTextIsMalformed() {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);

        assertMalformed(noise);
        assertMalformed(new byte[4096]);
        assertMalformed("[".repeat(100_000).getBytes(UTF_8));
        assertMalformed("{\"incident\":".repeat(100_000).getBytes(UTF_8));
    }

    @Test
    void whatWasCutShortAnywhereIsMalformed() {
        byte[] whole = Sample.bytes(OPENED.data());
        for (int length = 0; length < whole.length; length++) {
            assertMalformed(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void whatGoesOnAfterItsEndIsMalformed() {
        assertMalformed((OPENED.data() + "{}").getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "/incident, id",
        "/incident, slug",
        "/incident, version",
        "/incident, kind",
        "/incident, title",
        "/incident, status",
        "/incident, impact",
        "/incident, started_at",
        "/incident, created_at",
        "/incident, updated_at",
        "/incident/components/0, id",
        "/incident/components/0, name",
        "/incident/components/0, status",
        "/incident/updates/0, id",
        "/incident/updates/0, slug",
        "/incident/updates/0, status",
        "/incident/updates/0, message",
        "/incident/updates/0, posted_at",
        "/incident/updates/0/components/0, id",
        "/incident/updates/0/components/0, name",
        "/incident/updates/0/components/0, old_status",
        "/incident/updates/0/components/0, new_status"
    })
    void whatLacksARequiredPartIsMalformedAndSaysWhere(String parent, String field) {
        ObjectNode without = OPENED.data().deepCopy();
        ((ObjectNode) without.at(parent)).remove(field);
        ObjectNode withNull = OPENED.data().deepCopy();
        ((ObjectNode) withNull.at(parent)).putNull(field);

        assertMalformed(Sample.bytes(without)).hasMessageContaining(field);
        assertMalformed(Sample.bytes(withNull)).hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/incident | slug | \"../../etc/cron.d/x\"",
                "/incident | slug | \".\"",
                "/incident | id | \"a b\"",
                "/incident | id | \"\"",
                "/incident/updates/0 | id | \"<a@b>\"",
                "/incident/updates/0 | id | \"line\\nbreak\"",
                "/incident | version | 0",
                "/incident | version | -3",
                "/incident | version | 1.5",
                "/incident | version | \"1\"",
                "/incident | version | 99999999999999999999",
                "/incident | title | 5",
                "/incident | title | true",
                "/incident | withdrawn | \"false\"",
                "/incident | status | 0",
                "/incident | status | \"INVESTIGATING\"",
                "/incident | started_at | 1422896712",
                "/incident | started_at | \"2015-02-02\"",
                "/incident | started_at | \"\"",
                "/incident | updates | {}",
                "/incident | updates | \"\"",
                "/incident | updates | [null]",
                "/incident | updates | []",
                "/incident/updates/0 | message | [\"a\"]",
                "/incident/updates/0 | revision | -1",
                "'' | update_id | \"another\"",
                "'' | update_id | null"
            })
    void whatHasTheWrongTypeOrValueIsMalformed(String parent, String field, String json) {
        ObjectNode wrong = OPENED.data().deepCopy();
        ((ObjectNode) wrong.at(parent)).set(field, Sample.tree(json.getBytes(UTF_8)));

        assertMalformed(Sample.bytes(wrong));
    }

    @Test
    void aMaintenanceNeedsAWindowThatEndsAfterItBeginsInAZoneThatExists() {
        Sample scheduled = Sample.of(EventType.MAINTENANCE_SCHEDULED);
        ObjectNode none = scheduled.data().deepCopy();
        ((ObjectNode) none.at("/incident")).remove("window");
        ObjectNode backwards = scheduled.data().deepCopy();
        ((ObjectNode) backwards.at("/incident/window")).put("ends_at", "2023-08-12T16:59:59Z");
        ObjectNode nowhere = scheduled.data().deepCopy();
        ((ObjectNode) nowhere.at("/incident/window")).put("time_zone", "Mars/Olympus_Mons");

        for (JsonNode wrong : new JsonNode[] {none, backwards, nowhere}) {
            assertThatThrownBy(() -> codec.decode(scheduled.headers(), Sample.bytes(wrong)))
                    .isInstanceOf(MalformedEventException.class);
        }
    }

    @Test
    void anAnalysisMustBeThere() {
        Sample published = Sample.of(EventType.POSTMORTEM_PUBLISHED);
        ObjectNode none = published.data().deepCopy();
        ((ObjectNode) none.at("/incident")).remove("postmortem");

        assertThatThrownBy(() -> codec.decode(published.headers(), Sample.bytes(none)))
                .isInstanceOf(MalformedEventException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {EventCodec.ID, EventCodec.TYPE, EventCodec.TIME})
    void aMissingOrBlankHeaderIsMalformed(String header) {
        Map<String, String> without = new HashMap<>(OPENED.headers());
        without.remove(header);
        Map<String, String> blank = new HashMap<>(OPENED.headers());
        blank.put(header, " ");

        for (Map<String, String> headers : List.of(without, blank)) {
            assertThatThrownBy(() -> codec.decode(headers, Sample.bytes(OPENED.data())))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageContaining(header);
        }
    }

    @Test
    void aTimeThatIsNoneIsMalformed() {
        Map<String, String> headers = new HashMap<>(OPENED.headers());
        headers.put(EventCodec.TIME, "yesterday");

        assertThatThrownBy(() -> codec.decode(headers, Sample.bytes(OPENED.data())))
                .isInstanceOf(MalformedEventException.class);
    }

    /** Whatever is done to an event, it is refused as malformed, or what is read of it is an event again. */
    @ParameterizedTest
    @MethodSource("samples")
    void nothingButTheOneExceptionEscapesAndNothingInvalidIsLetIn(Sample sample) {
        Map<String, String> headers = sample.headers();
        int[] refused = {0};
        Mutations.each(sample.data(), (change, data) -> {
            try {
                byte[] again =
                        codec.encode(codec.decode(headers, Sample.bytes(data)).data());
                assertThat(Schemas.faultsOfData(sample.type(), Sample.tree(again)))
                        .as(change)
                        .isEmpty();
            } catch (MalformedEventException malformed) {
                refused[0]++;
            } catch (RuntimeException e) {
                fail(change, e);
            }
        });
        assertThat(refused[0]).isPositive();
    }

    @Test
    void aReportIsHeldToTheSame() {
        Sample sample = Sample.reports().getFirst();
        Mutations.each(sample.tree(), (change, data) -> {
            try {
                byte[] again = codec.encode(codec.decodeReport(Sample.bytes(data)));
                assertThat(Schemas.faultsOfReport(Sample.tree(again)))
                        .as(change)
                        .isEmpty();
            } catch (MalformedEventException malformed) {
                assertThat(malformed).hasMessageContaining("DeliveryReport");
            } catch (RuntimeException e) {
                fail(change, e);
            }
        });
        assertThatThrownBy(() -> codec.decodeReport(null)).isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> codec.decodeReport("null".getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class);
    }

    /** The publisher is told, inside its own transaction, what no reader would take. */
    @Test
    void whatReadersWouldRefuseIsNotEncoded() {
        StatusEvent opened =
                codec.decode(OPENED.headers(), Sample.bytes(OPENED.data())).data();
        Incident incident = ((IncidentOpened) opened).incident();

        assertThatThrownBy(() -> codec.encode(new IncidentOpened(incident, "another")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMessageHoldsNothingOutOfTheEvent() {
        ObjectNode wrong = OPENED.data().deepCopy();
        ((ObjectNode) wrong.at("/incident/updates/0")).put("posted_at", "secret words");

        assertMalformed(Sample.bytes(wrong))
                .hasMessage("not a IncidentOpened at incident.updates[0].posted_at")
                .hasMessageNotContaining("secret");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertMalformed(byte @Nullable [] value) {
        return assertThatThrownBy(() -> codec.decode(OPENED.headers(), value))
                .isInstanceOf(MalformedEventException.class);
    }

    static Stream<Sample> samples() {
        return Sample.events().stream();
    }
}
