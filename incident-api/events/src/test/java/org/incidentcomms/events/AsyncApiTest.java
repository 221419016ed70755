package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final String REF = "$ref";
    private final JsonNode api = read();

    @Test
    void everyTypeIsAMessageOfStatusEventsAndNoOtherIs() {
        List<String> wire =
                Arrays.stream(EventType.values()).map(EventType::wire).toList();

        assertThat(messages("statusEvents").keySet()).containsExactlyInAnyOrderElementsOf(wire);
    }

    @Test
    void everyMessagePointsToTheSchemaOfItsType() {
        messages("statusEvents")
                .forEach((type, message) -> assertThat(payload(message))
                        .isEqualTo("src/main/resources/schema/status-event.schema.json#/$defs/" + type));
        messages("deliveryReports")
                .forEach((type, message) -> assertThat(payload(message))
                        .isEqualTo("src/main/resources/schema/delivery-report.schema.json"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(api.findValuesAsText(REF)).isNotEmpty().allSatisfy(ref -> {
            int hash = ref.indexOf('#');
            String file = hash < 0 ? ref : ref.substring(0, hash);
            JsonNode target = file.isEmpty() ? api : json(Path.of(file));
            JsonNode found = hash < 0 ? target : target.at(ref.substring(hash + 1));
            assertThat(found.isMissingNode()).as(ref).isFalse();
        });
    }

    @Test
    void topicsAreTheOnesInTheCode() {
        JsonNode events = api.at("/channels/statusEvents");
        JsonNode reports = api.at("/channels/deliveryReports");

        assertThat(events.path("address").asText()).isEqualTo(Topics.STATUS_EVENTS);
        assertThat(events.at("/bindings/kafka/topic").asText()).isEqualTo(Topics.STATUS_EVENTS);
        assertThat(events.at("/bindings/kafka/partitions").asInt()).isEqualTo(1);
        assertThat(events.at("/bindings/kafka/topicConfiguration/max.message.bytes")
                        .asInt())
                .isEqualTo(Topics.MAX_MESSAGE_BYTES);
        assertThat(reports.path("address").asText()).isEqualTo(Topics.DELIVERY_REPORTS);
        assertThat(reports.at("/bindings/kafka/topic").asText()).isEqualTo(Topics.DELIVERY_REPORTS);
    }

    /** Messages of a channel by their names on the wire. */
    private Map<String, JsonNode> messages(String channel) {
        Map<String, JsonNode> messages = new HashMap<>();
        api.at("/channels/" + channel + "/messages").forEach(reference -> {
            JsonNode message = api.at(reference.path(REF).asText().substring(1));
            messages.put(message.path("name").asText(), message);
        });
        return messages;
    }

    private static String payload(JsonNode message) {
        return message.at("/payload").path(REF).asText();
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Files.readString(Path.of("asyncapi.yaml")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Path path) {
        try {
            return Sample.JSON.readTree(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
