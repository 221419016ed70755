package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is in one place of the contract is in all: neither a type nor a value can be forgotten or left over. */
class CompletenessTest {
    private static final List<String> TYPES =
            Arrays.stream(EventType.values()).map(EventType::wire).toList();

    @Test
    void everyRecordHasANameOnTheWire() {
        assertThat(records(StatusEvent.class))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::record).toList());
    }

    @Test
    void everyTypeHasADefinitionAndABranchThatChoosesIt() {
        JsonNode schema = schema("status-event");
        List<String> branches = new ArrayList<>();
        schema.get("allOf").forEach(branch -> {
            String type =
                    branch.at("/if/properties/headers/properties/ce_type/const").asText();
            assertThat(branch.at("/then/properties/data/$ref").asText()).isEqualTo("#/$defs/" + type);
            branches.add(type);
        });

        assertThat(branches).containsExactlyInAnyOrderElementsOf(TYPES);
        assertThat(schema.get("$defs").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(TYPES);
    }

    @Test
    void closedSetsHoldTheSameValuesEverywhere() {
        JsonNode incident = schema("incident");

        assertThat(values(incident, "/$defs/status")).isEqualTo(wire(Status.values(), Status::wire));
        assertThat(values(incident, "/$defs/component_status"))
                .isEqualTo(wire(ComponentStatus.values(), ComponentStatus::wire));
        assertThat(values(incident, "/properties/kind")).isEqualTo(wire(IncidentKind.values(), IncidentKind::wire));
        assertThat(values(incident, "/properties/impact")).isEqualTo(wire(Impact.values(), Impact::wire));
        assertThat(values(schema("delivery-report"), "/properties/state"))
                .isEqualTo(wire(DeliveryState.values(), DeliveryState::wire));
    }

    private static List<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? List.of(type)
                : Stream.of(type.getPermittedSubclasses())
                        .flatMap(permitted -> records(permitted).stream())
                        .toList();
    }

    private static List<String> values(JsonNode schema, String at) {
        List<String> values = new ArrayList<>();
        schema.at(at + "/enum").forEach(value -> values.add(value.asText()));
        return values;
    }

    private static <E> List<String> wire(E[] values, Function<E, String> name) {
        return Arrays.stream(values).map(name).toList();
    }

    private static JsonNode schema(String name) {
        try {
            return Sample.JSON.readTree(Files.readAllBytes(Schemas.FOLDER.resolve(name + ".schema.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
