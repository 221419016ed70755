package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every call that takes an {@code Idempotency-Key} does its work once for each. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class IdempotencyMatrixIT {
    private static final Logger LOG = Logger.getLogger(IdempotencyMatrixIT.class);
    private static final List<String> TEXTS =
            List.of("message", "reason", "name", "title", "groupKey", "break_glass", "email");

    @Test
    void every_call_with_a_key_is_done_once() {
        String component = Bodies.component();
        int tried = 0;
        for (Operation call : OpenApiDocument.served().operations()) {
            // A preview stores nothing, and so may be asked for as often as one likes.
            boolean storesNothing = List.of("/v1/previews", "/v1/markdown").contains(call.path());
            boolean mayAnnounce = call.method().equals("PATCH") && call.isAboutAnnounced();
            if ((call.method().equals("POST") && !storesNothing) || mayAnnounce) {
                assertThat(call.takesHeader("Idempotency-Key"))
                        .as("%s takes a key", call)
                        .isTrue();
                check(call, component);
                tried++;
            }
        }
        LOG.infof("calls with a key: %d", tried);
        assertThat(tried).isGreaterThan(20);
    }

    private static void check(Operation call, String component) {
        String key = UUID.randomUUID().toString();
        String path = Places.fresh(call);
        ObjectNode body = call.hasBody() ? Bodies.of(call.toString(), component) : null;
        for (String field : List.of("name", "groupKey")) {
            if (body != null && body.path(field).asText().equals("@unique")) {
                body.put(field, key);
            }
        }
        if (body != null && OpenApiDocument.served().refusesUnknownFields(call)) {
            Reply refused = send(call, path, body.deepCopy().put("colour", "red"), key);
            assertThat(refused.status()).as("%s refused: %s", call, refused).isEqualTo(422);
        }
        Reply first = send(call, path, body, key);
        assertThat(first.status()).as("%s: %s", call, first).matches(call::succeedsWith);

        long traces = Held.traces();
        Reply again = send(call, path, body, key);
        assertThat(again.status()).as("%s again", call).isEqualTo(first.status());
        assertThat(again.body()).as("%s again", call).isEqualTo(first.body());
        assertThat(again.header("ETag")).as("%s again", call).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).as("%s again", call).isEqualTo(first.header("Location"));
        assertThat(Held.traces()).as("what %s left", call).isEqualTo(traces);

        ObjectNode other = other(body);
        if (other != null) {
            Reply refused = send(call, path, other, key);
            assertThat(refused.status()).as("%s with another body", call).isEqualTo(422);
            assertThat(refused.body()).as("%s with another body", call).contains("\"Idempotency-Key\"", "another body");
        }
        if (!path.equals(call.path())) {
            Reply elsewhere = send(call, Places.fresh(call), body, key);
            assertThat(elsewhere.status())
                    .as("%s elsewhere: %s", call, elsewhere)
                    .matches(call::succeedsWith);
            assertThat(elsewhere.body()).as("%s elsewhere", call).isNotEqualTo(first.body());
        }
    }

    private static Reply send(Operation call, String path, @Nullable ObjectNode body, String key) {
        return Wire.send(call.method(), path, body == null ? null : body.toString(), "Idempotency-Key", key);
    }

    /** Another body that is taken as well; null where all are the same. */
    private static @Nullable ObjectNode other(@Nullable ObjectNode body) {
        if (body == null || body.isEmpty()) {
            return null;
        }
        ObjectNode other = body.deepCopy();
        for (String text : TEXTS) {
            if (body.has(text)) {
                return other.put(text, "Another");
            }
        }
        other.set("channels", JsonNodeFactory.instance.arrayNode().add("twitter"));
        return other;
    }
}
