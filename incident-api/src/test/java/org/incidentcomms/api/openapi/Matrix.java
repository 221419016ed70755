package org.incidentcomms.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What every call answered to every error tried. An error is a problem with its status, a title and the fields at fault,
 * and the document declares it for the call. Calls may be tried side by side.
 */
final class Matrix {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> FIELDS =
            Set.of("status", "title", "detail", "instance", "violations", "current_version");

    private final OpenApiDocument document;
    private final Map<String, Set<Integer>> seen = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int tried;

    Matrix(OpenApiDocument document) {
        this.document = document;
    }

    /**
     * This is how {@code call} has to be refused.
     *
     * @param field what a violation has to name, or null
     */
    synchronized void expect(Operation call, int status, @Nullable String field, String what, Reply reply) {
        if (reply.status() != status) {
            faults.add(call + " " + what + ": " + status + " expected, not " + reply);
        }
        answered(call, what, reply);
        if (field != null && !names(reply, field)) {
            faults.add(call + " " + what + ": " + field + " is not named: " + reply);
        }
    }

    /** Whatever it is, it is declared. */
    synchronized void answered(Operation call, String what, Reply reply) {
        tried++;
        if (reply.isTaken()) {
            return;
        }
        seen.computeIfAbsent(call.toString(), c -> new TreeSet<>()).add(reply.status());
        if (!call.declares(reply.status())) {
            faults.add(call + " " + what + ": not declared: " + reply);
        }
        JsonNode problem = read(reply);
        if (!reply.header("Content-Type").startsWith("application/problem+json")
                || problem.path("status").asInt() != reply.status()
                || problem.path("title").asText().isBlank()) {
            faults.add(call + " " + what + ": no problem: " + reply);
        }
        if (!isAsShown(call, reply, problem)) {
            faults.add(call + " " + what + ": not as the document shows it: " + reply);
        }
        if (reply.status() == 422 && problem.path("violations").isEmpty()) {
            faults.add(call + " " + what + ": no field is named: " + reply);
        }
    }

    private boolean isAsShown(Operation call, Reply reply, JsonNode problem) {
        JsonNode shown = document.resolve(call.described().path("responses").path(String.valueOf(reply.status())));
        for (var header : shown.path("headers").properties()) {
            if (reply.header(header.getKey()).isEmpty()) {
                return false;
            }
        }
        JsonNode example =
                shown.path("content").path("application/problem+json").path("example");
        boolean isKnown = true;
        for (var field : problem.properties()) {
            isKnown &= FIELDS.contains(field.getKey());
        }
        return isKnown && example.path("title").equals(problem.path("title"));
    }

    synchronized void fault(Operation call, String what) {
        faults.add(call + " " + what);
    }

    /** The errors {@code call} declares and was not seen to answer with. */
    List<Integer> missing(Operation call) {
        List<Integer> missing = call.declaredErrors();
        missing.removeAll(seen.getOrDefault(call.toString(), Set.of()));
        return missing;
    }

    List<String> faults() {
        return faults;
    }

    int tried() {
        return tried;
    }

    private static boolean names(Reply reply, String field) {
        for (JsonNode violation : read(reply).path("violations")) {
            if (violation.path("field").asText().equals(field)
                    && !violation.path("message").asText().isBlank()) {
                return true;
            }
        }
        return false;
    }

    static JsonNode read(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
