package org.incidentcomms.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an incident is for, and who may see it. */
class AudienceTest {
    private static final Sample OPENED = Sample.of(EventType.INCIDENT_OPENED);
    private final EventCodec codec = new EventCodec();

    @Test
    void anIncidentOfAnOlderPublisherIsForEverybody() {
        Incident incident = read(OPENED.data());

        assertThat(incident.audience()).isEmpty();
        assertThat(incident.isLimited()).isFalse();
        assertThat(incident.isShownPublicly()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]               |       | true",
                "[]               | false | false",
                "[\"beta\"]       |       | false",
                "[\"beta\",\"eu\"]| true  | true",
                "[\"beta\"]       | false | false"
            })
    void aLimitedIncidentIsPublicOnlyIfItSaysSo(String audience, String isPublic, boolean shown) {
        Incident incident = read(with(audience, isPublic));

        assertThat(incident.isShownPublicly()).isEqualTo(shown);
        assertThat(incident.showing(update -> true, true)).isEqualTo(incident);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"Beta\"]", "[\"\"]", "[\"-a\"]", "[\"a b\"]", "[null]", "[1]", "\"beta\"", "[\"a\",\"a\"]"})
    void whatIsNoListOfGroupsIsMalformedAndAgainstTheSchema(String audience) {
        ObjectNode data = with(audience, null);

        assertThatThrownBy(() -> read(data)).isInstanceOf(MalformedEventException.class);
        assertThat(Schemas.faultsOfData(EventType.INCIDENT_OPENED, data)).isNotEmpty();
    }

    private static ObjectNode with(String audience, @org.jspecify.annotations.Nullable String isPublic) {
        ObjectNode data = OPENED.data().deepCopy();
        ObjectNode incident = (ObjectNode) data.at("/incident");
        incident.set("audience", Sample.tree(audience.getBytes(UTF_8)));
        if (isPublic != null) {
            incident.set("public", Sample.tree(isPublic.getBytes(UTF_8)));
        }
        return data;
    }

    private Incident read(com.fasterxml.jackson.databind.JsonNode data) {
        return ((IncidentEvent)
                        codec.decode(OPENED.headers(), Sample.bytes(data)).data())
                .incident();
    }
}
