package org.incidentcomms.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published schemas, with {@code format} asserted. */
final class Schemas {
    static final Path FOLDER = Path.of("src/main/resources/schema");
    private static final String BASE = "https://schema.test/";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(files()));
    private static final Map<EventType, Schema> DATA = new HashMap<>();

    private Schemas() {}

    /** What is wrong with headers and data as one record of {@code status-events}. */
    static List<Error> faultsOfRecord(JsonNode record) {
        return faults(REGISTRY.getSchema(SchemaLocation.of(BASE + "status-event.schema.json")), record);
    }

    static List<Error> faultsOfData(EventType type, JsonNode data) {
        Schema schema = DATA.computeIfAbsent(
                type, t -> REGISTRY.getSchema(SchemaLocation.of(BASE + "status-event.schema.json#/$defs/" + t.wire())));
        return faults(schema, data);
    }

    static List<Error> faultsOfReport(JsonNode report) {
        return faults(REGISTRY.getSchema(SchemaLocation.of(BASE + "delivery-report.schema.json")), report);
    }

    private static List<Error> faults(Schema schema, JsonNode node) {
        return schema.validate(
                node, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static Map<String, String> files() {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> paths = Files.list(FOLDER)) {
            for (Path path : paths.toList()) {
                files.put(BASE + path.getFileName(), Files.readString(path));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }
}
