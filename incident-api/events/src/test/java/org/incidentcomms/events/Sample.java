package org.incidentcomms.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One golden sample: a record of {@code status-events} as published.
 *
 * @param name its version and file name
 * @param tree its headers and data
 */
record Sample(String name, JsonNode tree) {
    static final Path FOLDER = Path.of("src/main/resources/samples");
    static final ObjectMapper JSON = JsonMapper.builder().build();
    static final String REPORT = "delivery-report.json";

    /** Every sample of every version. */
    static List<Sample> events() {
        return files().filter(path -> !path.endsWith(REPORT)).map(Sample::read).toList();
    }

    /** The oldest sample of this type. */
    static Sample of(EventType type) {
        return events().stream()
                .filter(sample -> sample.type() == type)
                .min(Comparator.comparing(
                        sample -> Path.of(sample.name()).getName(0).toString()))
                .orElseThrow();
    }

    static List<Sample> reports() {
        return files().filter(path -> path.endsWith(REPORT)).map(Sample::read).toList();
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        tree.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    JsonNode data() {
        return tree.get("data");
    }

    EventType type() {
        return EventType.ofWire(headers().getOrDefault(EventCodec.TYPE, "")).orElseThrow();
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Sample read(Path path) {
        try {
            return new Sample(FOLDER.relativize(path).toString(), JSON.readTree(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new IllegalStateException(path.toString(), e);
        }
    }

    private static Stream<Path> files() {
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            return paths.filter(path -> path.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
