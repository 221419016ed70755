package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {
    private static final List<String> FILES = List.of("compose.yaml", "compose.x.yaml", "compose.mirror.yaml");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.x.yaml", "compose.mirror.yaml"})
    void it_follows_the_schema_of_compose(String file) throws IOException {
        try (InputStream schema = ComposeTest.class.getResourceAsStream("/compose-spec.json")) {
            Schema compose = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(schema);
            assertThat(compose.validate(read(file).toString(), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void the_schema_refuses_what_compose_does_not_know() throws IOException {
        assertThat(violations(DeployFiles.yamlDocuments("services: {a: {image: x, mem_limits: 1g}}")
                        .getFirst()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_variable_of_a_service_is_one_it_knows(String service) {
        Set<String> named = new TreeSet<>();
        FILES.forEach(file -> read(file)
                .at("/services/" + service + "/environment")
                .fieldNames()
                .forEachRemaining(named::add));

        assertThat(named).hasSizeGreaterThan(5);
        assertThat(KnownSettings.of(service)).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_can_write_nothing_and_has_limits(String service) {
        JsonNode it = read("compose.yaml").at("/services/" + service);

        assertThat(it.at("/read_only").asBoolean()).isTrue();
        assertThat(it.at("/cap_drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(it.at("/security_opt").toString()).contains("no-new-privileges:true");
        assertThat(it.at("/restart").asText()).isEqualTo("unless-stopped");
        assertThat(it.has("mem_limit")).isTrue();
        assertThat(it.has("pids_limit")).isTrue();
        assertThat(it.at("/build/args/SERVICE").asText()).isEqualTo(service);
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_secret_is_a_file_of_that_service(String service) {
        for (String file : FILES) {
            JsonNode it = read(file).at("/services/" + service);
            Set<String> given = texts(it.at("/secrets"));
            Set<String> used = new TreeSet<>();
            it.at("/environment").forEach(value -> {
                if (value.asText().startsWith("/run/secrets/")) {
                    used.add(value.asText().substring("/run/secrets/".length()));
                }
            });
            assertThat(given).containsAll(used);
        }
    }

    @Test
    void what_is_named_is_declared() {
        JsonNode compose = read("compose.yaml");
        for (JsonNode service : compose.at("/services")) {
            assertThat(texts(compose.at("/secrets"), true)).containsAll(texts(service.at("/secrets")));
            assertThat(texts(compose.at("/networks"), true)).containsAll(texts(service.at("/networks")));
            assertThat(texts(compose.at("/services"), true)).containsAll(texts(service.at("/depends_on"), true));
        }
        assertThat(compose.at("/networks/backend/internal").asBoolean()).isTrue();
    }

    @Test
    void the_image_is_checked_and_runs_as_nobody_in_particular() {
        String recipe = DeployFiles.text(DeployFiles.deploy("container/Containerfile"));

        assertThat(recipe).contains("\nHEALTHCHECK ", "\nUSER 10001:10001\n", "\nRUN ./train ");
        assertThat(recipe.lines().filter(line -> line.startsWith("ARG ") && line.contains("IMAGE=")))
                .hasSize(2)
                .allMatch(line -> line.matches("ARG [A-Z_]+=[a-z0-9-]+:[a-z0-9.-]+"), "an image without a host");
    }

    static Stream<String> services() {
        return DeployFiles.SERVICES.stream();
    }

    private static List<?> violations(JsonNode file) throws IOException {
        try (InputStream schema = ComposeTest.class.getResourceAsStream("/compose-spec.json")) {
            Schema compose = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(schema);
            return compose.validate(file.toString(), InputFormat.JSON);
        }
    }

    private static JsonNode read(String file) {
        return DeployFiles.yaml(DeployFiles.deploy("compose/" + file));
    }

    private static Set<String> texts(JsonNode list) {
        return texts(list, false);
    }

    private static Set<String> texts(JsonNode node, boolean names) {
        Set<String> texts = new TreeSet<>();
        if (names) {
            Iterator<String> fields = node.fieldNames();
            fields.forEachRemaining(texts::add);
        } else {
            node.forEach(element -> texts.add(element.asText()));
        }
        return texts;
    }
}
