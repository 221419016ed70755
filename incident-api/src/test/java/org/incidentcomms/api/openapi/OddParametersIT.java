package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every query parameter and every header the OpenAPI document names, with everything that can be wrong with it: never a
 * 5xx, and whatever is refused is a problem that says which it was.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class OddParametersIT {
    private static final Logger LOG = Logger.getLogger(OddParametersIT.class);
    private static final List<String> QUERIES = List.of(
            "",
            "%20",
            "no_such_value",
            "OPEN",
            "-1",
            "1.5",
            "1e9",
            "99999999999999999999",
            "%2B1",
            "2026-02-30T00:00:00Z",
            "2026-01-01",
            "a%00b",
            "a%07b",
            "a%0D%0AX-Injected:%20b",
            "%EF%BF%BF",
            "%ED%A0%80",
            "%F0%9F%94%A5",
            "%C3%A9",
            "'%20or%201=1--",
            "[]",
            "%7B%7Bx%7D%7D",
            "x".repeat(3_000));
    /** What no parameter but free text takes. */
    private static final String SENSELESS = "no%20such%20value!";

    private static final Set<String> FREE_TEXT = Set.of("actor", "resource");
    /** A tab is the one control character a header's value may have. */
    private static final List<String> HEADERS =
            List.of("a\tb", "x".repeat(10_000), "\"", "\"1", ",", "W/", "'; drop table incident; --");

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tried = new AtomicInteger();

    @Test
    void every_query_parameter_of_every_call() throws Exception {
        String component = Bodies.component();
        SideBySide.each(OpenApiDocument.served().operations(), call -> {
            List<String> names = call.parameters("query");
            String path = names.isEmpty() ? "" : Places.fresh(call);
            String body = call.hasBody() ? Bodies.of(call.toString(), component).toString() : null;
            for (String name : names) {
                for (String odd : QUERIES) {
                    check(call, name, odd, Wire.send(call.method(), path + "?" + name + "=" + odd, unique(body)));
                }
                Reply twice =
                        Wire.send(call.method(), path + "?" + name + "=" + SENSELESS + "&" + name + "=1", unique(body));
                check(call, name, "twice", twice);
                Reply senseless = Wire.send(call.method(), path + "?" + name + "=" + SENSELESS, unique(body));
                check(call, name, SENSELESS, senseless);
                if (senseless.isTaken() && !FREE_TEXT.contains(name)) {
                    faults.add(call + " " + name + " takes anything");
                }
            }
            return call;
        });
        assertThat(faults).isEmpty();
        LOG.infof("query parameters tried: %s", tried);
        assertThat(tried.get()).isGreaterThan(400);
    }

    @Test
    void every_header_of_every_call() throws Exception {
        String component = Bodies.component();
        SideBySide.each(OpenApiDocument.served().operations(), call -> {
            String body = call.hasBody() ? Bodies.of(call.toString(), component).toString() : null;
            for (String name : call.parameters("header")) {
                String path = Places.fresh(call);
                for (String odd : HEADERS) {
                    Reply reply = Wire.send(call.method(), path, unique(body), name, odd);
                    check(call, name, odd, reply);
                    path = reply.isTaken() ? Places.fresh(call) : path;
                    boolean isKey = name.equals("Idempotency-Key") && odd.matches("[\\x21-\\x7e]{1,255}");
                    if (reply.isTaken() != isKey) {
                        faults.add(call + " " + name + ": " + odd + ": " + reply);
                    }
                }
            }
            outsideAscii(call, body);
            for (String odd : List.of("Bearer " + "x".repeat(10_000), "Bearer", "Basic eDp5", "\t")) {
                String path = call.at("inc_unknown", "upd_unknown");
                Reply reply = Wire.send(call.method(), path, unique(body), "Authorization", odd);
                tried.incrementAndGet();
                if (reply.status() != 401 || !isProblem(reply)) {
                    faults.add(call + " Authorization: " + odd + ": " + reply);
                }
            }
            return call;
        });
        assertThat(faults).isEmpty();
        LOG.infof("headers tried: %s", tried);
        assertThat(tried.get()).isGreaterThan(400);
    }

    private void outsideAscii(Operation call, @Nullable String body) {
        for (String name : call.parameters("header")) {
            Reply reply =
                    Wire.bytes(call.method(), Places.fresh(call), unique(body), name, "\u00e9t\u00e9 \ud83d\udd25");
            check(call, name, "outside ASCII", reply);
            if (reply.isTaken()) {
                faults.add(call + " takes " + name + " outside ASCII");
            }
        }
    }

    @Test
    void a_value_that_breaks_the_line_is_no_header_of_the_answer() {
        String path = "/v1/incidents?status=a%0D%0AX-Injected:%20b";

        assertThat(Wire.send("GET", path, null).header("X-Injected")).isEmpty();
        assertThat(Api.viewer().get("/v1/incidents").statusCode()).isEqualTo(200);
    }

    private void check(Operation call, String name, String value, Reply reply) {
        tried.incrementAndGet();
        String what = call + " " + name + ": " + value.substring(0, Math.min(40, value.length())) + ": " + reply;
        if (reply.isTaken()) {
            return;
        }
        if (reply.status() >= 500 || !isProblem(reply) || !call.declares(reply.status())) {
            faults.add(what);
        } else if (reply.status() != 412 && !isNamed(reply, name)) {
            faults.add("not named: " + what);
        }
    }

    private static boolean isProblem(Reply reply) {
        return reply.header("Content-Type").startsWith("application/problem+json");
    }

    private static boolean isNamed(Reply reply, String name) {
        for (JsonNode violation : Matrix.read(reply).path("violations")) {
            if (violation.path("field").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String unique(@Nullable String body) {
        return body == null ? null : body.replace("@unique", UUID.randomUUID().toString());
    }
}
