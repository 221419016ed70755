package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract names no channel: an event may name any, and leave any out. */
class OpenChannelsTest {
    private static final Sample OPENED = Sample.of(EventType.INCIDENT_OPENED);
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true | true",
                "{\"email\": false} | false | true",
                "{\"chat\": false} | true | false",
                "{\"email\": true, \"*\": false} | true | false",
                "{\"*\": false} | false | false",
                "{\"*\": true, \"chat\": false} | true | false"
            })
    void aChannelThatIsNotNamedIsToldUnlessTheOthersAreNot(String notify, boolean email, boolean chat) {
        Announcement read = read("notify", notify);

        assertThat(read.notified().includes("email")).isEqualTo(email);
        assertThat(read.notified().includes("chat")).isEqualTo(chat);
        assertThat(codec.encode(read)).isEqualTo(codec.encode(read("notify", notify)));
        assertThat(Schemas.faultsOfData(EventType.INCIDENT_OPENED, Sample.tree(codec.encode(read))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"chat\": null}", "{\"chat\": \"yes\"}", "{\"chat\": 1}", "[]"})
    void whatIsNeitherTrueNorFalseIsMalformed(String notify) {
        assertThatThrownBy(() -> read("notify", notify)).isInstanceOf(MalformedEventException.class);
    }

    @Test
    void aTextMayBeForAnyChannelAndWhatIsNoTextIsIgnored() {
        ChannelTexts texts = read(
                        "texts",
                        "{\"email_subject\": \"Down\", \"chat\": \"We are down\", \"later\": {\"a\": 1}, \"nr\": 7}")
                .incident()
                .updates()
                .getFirst()
                .texts();

        assertThat(texts.emailSubject()).isEqualTo("Down");
        assertThat(texts.of("chat")).isEqualTo("We are down");
        assertThat(texts.byName()).isEqualTo(Map.of("email_subject", "Down", "chat", "We are down"));
    }

    private Announcement read(String field, String json) {
        ObjectNode data = OPENED.data().deepCopy();
        JsonNode value = Sample.tree(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ((ObjectNode) data.at("/incident/updates/0")).set(field, value);
        return (Announcement) codec.decode(OPENED.headers(), Sample.bytes(data)).data();
    }
}
