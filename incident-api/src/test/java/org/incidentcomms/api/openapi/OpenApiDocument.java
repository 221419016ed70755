package org.incidentcomms.api.openapi;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The document the service publishes, and what it says of request bodies. */
final class OpenApiDocument {
    private static final String LOCATION = "https://openapi.test/document";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** One call with a body, and the pointer to its schema in the document. */
    record BodyCall(String method, String path, String schema) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final JsonNode root;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiDocument(String json) {
        try {
            root = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(LOCATION, json)));
    }

    JsonNode root() {
        return root;
    }

    /** Its paths, each with its calls. */
    JsonNode paths() {
        return root.path("paths");
    }

    static OpenApiDocument served() {
        return new OpenApiDocument(given().get("/q/openapi?format=json").asString());
    }

    /** Every call of the API. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        paths().properties().stream()
                .filter(path -> path.getKey().startsWith("/v1/"))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        return operations;
    }

    List<BodyCall> callsWithBody() {
        List<BodyCall> calls = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .filter(operation -> operation.getValue().has("requestBody"))
                        .forEach(operation -> calls.add(new BodyCall(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation
                                        .getValue()
                                        .path("requestBody")
                                        .path("content")
                                        .elements()
                                        .next()
                                        .path("schema")
                                        .path("$ref")
                                        .asText()))));
        return calls;
    }

    /** Whether its body may have no field that is not described. */
    boolean refusesUnknownFields(Operation call) {
        String schema = call.described()
                .path("requestBody")
                .path("content")
                .elements()
                .next()
                .path("schema")
                .path("$ref")
                .asText();
        JsonNode unknown = at(resolved(schema)).path("additionalProperties");
        return unknown.isBoolean() && !unknown.asBoolean() || schema(schema).has("anyOf");
    }

    /** What is meant, where {@code node} is a reference. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** The object schema {@code pointer} names; references resolved. */
    JsonNode schema(String pointer) {
        JsonNode found = root.at(pointer.substring(1));
        return found.has("$ref") ? schema(found.path("$ref").asText()) : found;
    }

    /** The properties of the schema at {@code pointer}: name and the pointer of each, in the order of names. */
    Map<String, String> properties(String pointer) {
        Map<String, String> pointers = new TreeMap<>();
        String resolved = resolved(pointer);
        root.at(resolved.substring(1))
                .path("properties")
                .properties()
                .forEach(property -> pointers.put(property.getKey(), resolved + "/properties/" + property.getKey()));
        return pointers;
    }

    boolean requires(String pointer, String property) {
        for (JsonNode required : root.at(resolved(pointer).substring(1)).path("required")) {
            if (required.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }

    /** Where {@code pointer} leads through references and "that or null". */
    String resolved(String pointer) {
        JsonNode found = root.at(pointer.substring(1));
        if (found.has("$ref")) {
            return resolved(found.path("$ref").asText());
        }
        if (found.has("properties")) {
            return pointer;
        }
        for (String choice : List.of("anyOf", "allOf", "oneOf")) {
            for (int i = 0; i < found.path(choice).size(); i++) {
                if (!found.path(choice).path(i).path("type").asText().equals("null")) {
                    return resolved(pointer + "/" + choice + "/" + i);
                }
            }
        }
        return pointer;
    }

    JsonNode at(String pointer) {
        return root.at(pointer.substring(1));
    }

    /** Whether {@code value} is what the schema at {@code pointer} allows. */
    boolean allows(String pointer, JsonNode value) {
        return schemas.computeIfAbsent(pointer, p -> registry.getSchema(SchemaLocation.of(LOCATION + p)))
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
    }
}
