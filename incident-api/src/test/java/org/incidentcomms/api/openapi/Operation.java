package org.incidentcomms.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One call the OpenAPI document describes.
 *
 * @param described what the document says of it
 */
record Operation(String method, String path, JsonNode described) {

    boolean declares(int status) {
        return described.path("responses").has(String.valueOf(status));
    }

    List<Integer> declaredErrors() {
        List<Integer> errors = new ArrayList<>();
        described.path("responses").fieldNames().forEachRemaining(status -> {
            if (Integer.parseInt(status) >= 400) {
                errors.add(Integer.valueOf(status));
            }
        });
        return errors;
    }

    /** Whether this is how it says that it was done. */
    boolean succeedsWith(int status) {
        return status < 300 && declares(status);
    }

    boolean hasBody() {
        return described.has("requestBody");
    }

    boolean takesHeader(String name) {
        return parameters("header").contains(name);
    }

    /** The names of its parameters in {@code path}, {@code query} or {@code header}. */
    List<String> parameters(String where) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : described.path("parameters")) {
            if (parameter.path("in").asText().equals(where)) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    /** Whether it is about an incident or a maintenance, and not about a component or template. */
    boolean isAboutAnnounced() {
        return path.matches("/v1/(incidents|maintenances)/\\{id}.*");
    }

    boolean isAboutMaintenances() {
        return path.startsWith("/v1/maintenances");
    }

    /** Its path with these ids. */
    String at(String id, String updateId) {
        return path.replace("{id}", id).replace("{update_id}", updateId);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
