package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The document is complete, and its examples are true: the service takes every request it shows, and answers with the
 * fields and headers it shows.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ExamplesIT {
    private static final Pattern COMPONENT = Pattern.compile("cmp_[0-9a-z]{26}");
    private static final Pattern UPDATE = Pattern.compile("upd_[0-9a-z]{26}");
    private static final Set<String> HEADERS = Set.of("ETag", "Location");
    /** Whatever was changed; each kind of thing has fields of its own. */
    private static final Set<String> OF_ANY_FORM = Set.of("before", "after");

    private final List<String> faults = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private OpenApiDocument document;

    @BeforeEach
    void readTheDocument() {
        document = OpenApiDocument.served();
    }

    @Test
    void every_call_is_documented_in_whole() {
        for (Operation call : document.operations()) {
            require(call, "summary", call.described().path("summary"));
            for (JsonNode parameter : call.described().path("parameters")) {
                require(call, "description of " + parameter.path("name").asText(), parameter.path("description"));
            }
            for (JsonNode type : call.described().path("requestBody").path("content")) {
                require(call, "example of its body", type.path("example"));
            }
            call.described().path("responses").properties().forEach(response -> {
                JsonNode said = document.resolve(response.getValue());
                String status = response.getKey();
                require(call, status + " description", said.path("description"));
                if (!status.equals("204")) {
                    require(call, status + " content", said.path("content"));
                }
                for (JsonNode type : said.path("content")) {
                    if (type.path("schema").isEmpty()) {
                        faults.add(call + " has no schema of " + status);
                    }
                    boolean isShown = type.has("example") || type.path("schema").has("examples");
                    if (!isShown) {
                        faults.add(call + " has no example of " + status);
                    }
                }
                for (JsonNode header : said.path("headers")) {
                    require(call, status + " header", header.path("description"));
                    require(call, status + " header", header.path("example"));
                }
            });
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void every_example_is_what_the_service_takes_and_answers() {
        List<Operation> calls = new ArrayList<>(document.operations());
        // What makes something goes first, so that lists have something to show.
        calls.sort(Comparator.comparing(call -> !call.method().equals("POST")));
        for (Operation call : calls) {
            JsonNode content = call.described().path("requestBody").path("content");
            JsonNode request =
                    content.isEmpty() ? null : content.iterator().next().path("example");
            String path = Places.fresh(call);
            Reply reply = Wire.send(call.method(), path, request == null ? null : known(call, path, request));
            JsonNode success = call.described().path("responses").path(String.valueOf(reply.status()));
            if (reply.status() >= 300 || success.isMissingNode()) {
                faults.add(call + " refuses its example: " + reply);
                continue;
            }
            for (String header : HEADERS) {
                if (reply.header(header).isEmpty() == success.path("headers").has(header)) {
                    faults.add(call + " header " + header + ": " + reply.header(header));
                }
            }
            if (success.path("content").has("application/json")) {
                int before = faults.size();
                compare(
                        call.toString(),
                        success.path("content").path("application/json").path("example"),
                        Matrix.read(reply));
                if (faults.size() > before) {
                    faults.add("it answered " + reply.body());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** With ids there are. */
    private static String known(Operation call, String path, JsonNode request) {
        String body = request.toString();
        if (call.path().equals("/v1/components/order")) {
            List<String> others = Api.viewer().get("/v1/components?limit=200").path("items.id");
            others.forEach(id -> Api.operator().delete("/v1/components/" + id));
        }
        for (String id : found(COMPONENT, body)) {
            body = body.replace(id, Bodies.component());
        }
        for (String id : found(UPDATE, body)) {
            String owner = path.replaceAll("/deliveries/.*", "");
            body = body.replace(id, Api.viewer().get(owner).path("updates[0].id"));
        }
        return body;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private void compare(String where, JsonNode shown, JsonNode answered) {
        if (shown.isNull() || answered.isNull()) {
            return;
        }
        if (shown.getNodeType() != answered.getNodeType()) {
            faults.add(where + " is " + answered.getNodeType() + ", shown as " + shown.getNodeType());
            return;
        }
        Set<String> fields = new TreeSet<>();
        shown.fieldNames().forEachRemaining(fields::add);
        answered.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            if (shown.has(field) != answered.has(field)) {
                faults.add(where + "." + field + (shown.has(field) ? " is not answered" : " is not shown"));
            } else if (!OF_ANY_FORM.contains(field)) {
                compare(where + "." + field, shown.path(field), answered.path(field));
            }
        }
        if (shown.isArray() && !shown.isEmpty() && !answered.isEmpty()) {
            compareItems(where + "[]", shown.path(0), answered);
        }
    }

    /** Items may differ in what they leave out; one of them has to be as shown. */
    private void compareItems(String where, JsonNode shown, JsonNode answered) {
        List<String> before = List.copyOf(faults);
        List<String> nearest = null;
        for (JsonNode item : answered) {
            compare(where, shown, item);
            List<String> of = List.copyOf(faults);
            faults.clear();
            faults.addAll(before);
            nearest = nearest == null || of.size() < nearest.size() ? of : nearest;
        }
        faults.clear();
        faults.addAll(Objects.requireNonNull(nearest));
    }

    private void require(Operation call, String what, @Nullable JsonNode said) {
        if (said == null
                || said.isMissingNode()
                || said.isNull()
                || said.isTextual() && said.asText().isBlank()) {
            faults.add(call + " has no " + what);
        }
    }
}
