package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.incidentcomms.api.openapi.Mutations.Mutation;
import org.incidentcomms.api.openapi.OpenApiDocument.BodyCall;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every field of every request body in the OpenAPI document, with everything that can be wrong with it: never a 5xx, a
 * problem that names the field where the document says the value is wrong, and a success where it says it is right.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class NegativeRequestsIT {
    private static final Logger LOG = Logger.getLogger(NegativeRequestsIT.class);

    /** Fields with rules no schema can tell: what they name must exist, be known or come after something else. */
    private static final Set<String> WITH_MORE_RULES = Set.of(
            "components",
            "components[0].id",
            "update_id",
            "time_zone",
            "started_at",
            "resolved_at",
            "starts_at",
            "ends_at",
            "status",
            "restore_components",
            "components[0].status",
            "template",
            "variables",
            "reminders",
            "recurrence",
            "announce_before",
            "series",
            "name",
            "groups",
            "groups[0].components",
            "incident.components",
            "incident.components[0].id",
            "incident.started_at",
            "incident.resolved_at",
            "incident.status",
            "incident.template",
            "incident.variables");

    /** Alertmanager's own, which no reader is shown. */
    private static final Set<String> NOT_SHOWN = Set.of("groupKey", "alerts[0].startsAt");

    @Test
    void every_field_of_every_request_says_what_is_wrong_with_it() throws Exception {
        OpenApiDocument document = OpenApiDocument.served();
        String component = Bodies.component();
        List<Tried> all = SideBySide.each(document.callsWithBody(), call -> tryAll(document, call, component));
        List<String> faults =
                all.stream().flatMap(tried -> tried.faults().stream()).toList();
        int tried = all.stream().mapToInt(Tried::requests).sum();
        LOG.infof("requests tried: %d", tried);
        assertThat(faults).isEmpty();
        assertThat(tried).isGreaterThan(1_000);
    }

    private record Tried(int requests, List<String> faults) {}

    private static Tried tryAll(OpenApiDocument document, BodyCall call, String component) {
        List<String> faults = new ArrayList<>();
        int tried = 0;
        var body = Bodies.of(call.toString(), component);
        String path = Bodies.freshPath(call.toString());
        Reply taken = send(call, path, body.toString());
        assertThat(taken.status())
                .as("%s with %s: %s", call, body, taken.body())
                .isBetween(200, 299);
        for (Mutation mutation :
                Mutations.of(document, call.schema(), body, call.method().equals("PATCH"))) {
            tried++;
            path = taken.isTaken() ? Bodies.freshPath(call.toString()) : path;
            taken = send(call, path, mutation.body().toString());
            String fault = fault(mutation, taken);
            if (fault != null) {
                faults.add(call + ": " + mutation + ": " + fault);
            }
        }
        return new Tried(tried, faults);
    }

    private static Reply send(BodyCall call, String path, String body) {
        return Wire.send(
                call.method(), path, body.replace("@unique", UUID.randomUUID().toString()));
    }

    private static @Nullable String fault(Mutation mutation, Reply response) {
        int status = response.status();
        String answer = status + " "
                + response.body().substring(0, Math.min(200, response.body().length()));
        if (status >= 500) {
            return "a server error: " + answer;
        }
        if (response.isTaken() && mutation.what().equals(Mutations.UNSEEN) && !NOT_SHOWN.contains(mutation.field())) {
            return "taken although a reader sees nothing";
        }
        if (response.isTaken()) {
            return mutation.isAllowed() ? null : "taken although the document forbids it";
        }
        if (mutation.isAllowed() && !WITH_MORE_RULES.contains(mutation.field())) {
            return "refused although the document allows it: " + answer;
        }
        if (!response.header("Content-Type").startsWith("application/problem+json")) {
            return "no problem: " + answer;
        }
        for (JsonNode violation : Matrix.read(response).path("violations")) {
            if (concerns(violation.path("field").asText(), mutation.field())) {
                return null;
            }
        }
        return "the field is not named: " + answer;
    }

    /** {@code components[0]} concerns {@code components}. */
    private static boolean concerns(String named, String field) {
        return named.equals(field) || named.startsWith(field + "[") || named.startsWith(field + ".");
    }
}
