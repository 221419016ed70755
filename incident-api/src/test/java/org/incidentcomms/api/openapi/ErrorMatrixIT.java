package org.incidentcomms.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.openapi.Wire.Reply;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.incidentcomms.testkit.quarkus.SharedServers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every call of the OpenAPI document with every error it declares: each is brought about, and none is answered that is
 * not declared. {@link RateLimitMatrixIT} has 429.
 */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ErrorMatrixIT {
    private static final Set<String> WITHOUT_DATABASE = Set.of("/v1/me", "/v1/templates/defaults", "/v1/markdown");

    private static final Logger LOG = Logger.getLogger(ErrorMatrixIT.class);
    private static final String NOBODY = Tokens.token("nobody", "nothing");
    private static final String TOO_LARGE = "{\"title\":\"" + "a".repeat(1_400_000) + "\"}";

    @SuppressWarnings("NullAway.Init")
    private OpenApiDocument document;

    @SuppressWarnings("NullAway.Init")
    private Matrix matrix;

    @BeforeEach
    void readTheDocument() {
        document = OpenApiDocument.served();
        matrix = new Matrix(document);
    }

    @Test
    void every_call_answers_every_error_it_declares_and_no_other() throws Exception {
        List<Operation> calls = document.operations();
        String component = Bodies.component();
        SideBySide.each(calls, call -> tryAll(call, component));
        for (Operation call : calls) {
            if (Conflicts.isByRaceAlone(call)) {
                matrix.expect(call, 409, null, "published meanwhile", whilePublished(call));
            }
        }
        whileTheDatabaseIsAway(calls, component);

        for (Operation call : calls) {
            List<Integer> missing = matrix.missing(call);
            missing.remove(Integer.valueOf(429));
            if (!needsTheDatabase(call)) {
                missing.remove(Integer.valueOf(503));
            }
            if (!missing.isEmpty()) {
                matrix.fault(call, "declares what was never answered: " + missing);
            }
        }
        LOG.infof("calls: %d, errors tried: %d", calls.size(), matrix.tried());
        assertThat(matrix.faults()).isEmpty();
        assertThat(calls).hasSizeGreaterThan(50);
        assertThat(matrix.tried()).isGreaterThan(500);
    }

    private Operation tryAll(Operation call, String component) {
        String body = call.hasBody() ? Bodies.of(call.toString(), component).toString() : null;
        withoutRights(call, body);
        ofWhatIsNotThere(call, body);
        ofWhatIsThere(call, body);
        if (body != null) {
            withAnotherBody(call, body);
        }
        withParametersOfNoSense(call, body);
        if (call.declares(412)) {
            onAnotherVersion(call, body);
        }
        asThingsStand(call, body);
        return call;
    }

    private void withoutRights(Operation call, @Nullable String body) {
        String path = call.at("unknown", "unknown");
        Map<String, String> json = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
        matrix.expect(call, 401, null, "without a token", Wire.raw(call.method(), path, body, json));
        json.put("Authorization", "Bearer " + NOBODY);
        matrix.expect(call, 403, null, "without a group", Wire.raw(call.method(), path, body, json));
    }

    private void ofWhatIsNotThere(Operation call, @Nullable String body) {
        if (call.path().contains("{id}")) {
            matrix.expect(
                    call,
                    404,
                    null,
                    "of nothing",
                    Wire.send(call.method(), call.at("inc_unknown", "upd_unknown"), body));
        }
        if (call.path().contains("{update_id}")) {
            String path = call.at(Places.published(call), "upd_unknown");
            matrix.expect(call, 404, null, "of no update", Wire.send(call.method(), path, body));
        }
        if (call.toString().equals("POST /v1/previews")) {
            String ofNothing = "{\"incident_id\": \"inc_unknown\", \"update\": {\"message\": \"m\"}}";
            matrix.expect(call, 404, null, "of nothing", Wire.send("POST", call.path(), ofNothing));
            String gone = Places.withdrawn(call);
            String ofGone = "{\"incident_id\": \"" + gone + "\", \"update\": {\"message\": \"m\"}}";
            matrix.expect(call, 410, null, "of what is gone", Wire.send("POST", call.path(), ofGone));
        }
        if (call.isAboutAnnounced()) {
            String id = Places.published(call);
            String update = Places.firstUpdate(call, id);
            Places.withdraw(call, id);
            matrix.expect(call, 410, null, "of what is gone", Wire.send(call.method(), call.at(id, update), body));
        }
    }

    /** Whatever state a thing is in, the answer is one that is declared; and the call succeeds where it should. */
    private void ofWhatIsThere(Operation call, @Nullable String body) {
        Reply fresh = Wire.send(call.method(), Places.fresh(call), unique(body));
        if (!call.succeedsWith(fresh.status())) {
            matrix.fault(call, "does not succeed: " + fresh);
        }
        if (call.isAboutAnnounced()) {
            String draft = Places.draft(call);
            matrix.answered(call, "of a draft", Wire.send(call.method(), call.at(draft, "upd_unknown"), body));
            String ended = Places.ended(call);
            String update = Places.firstUpdate(call, ended);
            matrix.answered(call, "of what is over", Wire.send(call.method(), call.at(ended, update), body));
        }
    }

    private void withAnotherBody(Operation call, String body) {
        String path = Places.fresh(call);
        String colour = "{\"colour\": \"red\"" + (body.equals("{}") ? "" : ", ") + body.substring(1);
        if (document.refusesUnknownFields(call)) {
            matrix.expect(call, 422, "colour", "unknown field", Wire.send(call.method(), path, unique(colour)));
        }
        String nothing = "{\"title\": null, \"groupKey\": null, \"limit\": 1}";
        matrix.answered(call, "nothing", Wire.send(call.method(), path, nothing));
        matrix.expect(call, 400, null, "no JSON", Wire.send(call.method(), path, "{\"title\": "));
        matrix.expect(call, 400, null, "a list", Wire.send(call.method(), path, "[1]"));
        for (String type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "image/png")) {
            matrix.expect(call, 415, null, type, Wire.send(call.method(), path, body, "Content-Type", type));
        }
        matrix.expect(call, 413, null, "too large", Wire.send(call.method(), path, TOO_LARGE));
    }

    private void withParametersOfNoSense(Operation call, @Nullable String body) {
        for (String name : List.of("limit", "days")) {
            if (call.parameters("query").contains(name)) {
                String path = Places.fresh(call) + "?" + name + "=";
                matrix.expect(call, 400, name, "no number", Wire.send(call.method(), path + "few", body));
                matrix.expect(call, 422, name, "below one", Wire.send(call.method(), path + "0", body));
            }
        }
        if (call.takesHeader("Idempotency-Key")) {
            Reply reply = Wire.send(call.method(), Places.fresh(call), unique(body), "Idempotency-Key", "a b");
            matrix.expect(call, 422, "Idempotency-Key", "a key with a space", reply);
            Reply empty = Wire.send(call.method(), Places.fresh(call), unique(body), "Idempotency-Key", "");
            matrix.expect(call, 422, "Idempotency-Key", "a key without a value", empty);
        }
    }

    private void onAnotherVersion(Operation call, @Nullable String body) {
        String path = Places.fresh(call);
        for (String other : List.of("\"999\"", "W/\"1\"", "1")) {
            Reply refused = Wire.send(call.method(), path, unique(body), "If-Match", other);
            matrix.expect(call, 412, null, "If-Match: " + other, refused);
            String current = refused.header("ETag");
            if (!current.matches("\"[^\"]+\"")) {
                matrix.fault(call, "412 does not tell the version there is: " + current);
                return;
            }
        }
        if (call.declares(428)) {
            Reply any = Wire.send(call.method(), path, unique(body), "If-Match", "*");
            matrix.expect(call, 428, "If-Match", "If-Match: *", any);
        }
        Reply empty = Wire.send(call.method(), path, unique(body), "If-Match", "");
        matrix.expect(call, 422, "If-Match", "If-Match without a value", empty);
        String current = Wire.send(call.method(), path, unique(body), "If-Match", "\"999\"")
                .header("ETag");
        Reply taken = Wire.send(call.method(), path, unique(body), "If-Match", "\"999\", " + current);
        if (!call.succeedsWith(taken.status())) {
            matrix.fault(call, "refuses the version there is: " + taken);
        }
    }

    private void asThingsStand(Operation call, @Nullable String body) {
        if (call.takesHeader("Idempotency-Key")) {
            String path = Places.fresh(call);
            String key = UUID.randomUUID().toString();
            Reply reply = Held.whileInProgress(
                    "ada", path, key, () -> Wire.send(call.method(), path, unique(body), "Idempotency-Key", key));
            matrix.expect(call, 409, null, "in progress", reply);
        } else if (Conflicts.isByKeyAlone(call)) {
            matrix.fault(call, "has no key that could be in progress");
        }
        Conflicts.Attempt attempt = Conflicts.of(call);
        if (attempt != null) {
            matrix.expect(call, 409, null, "conflict", Wire.send(call.method(), attempt.path(), attempt.body()));
        } else if (call.declares(409) && !Conflicts.isByKeyAlone(call) && !Conflicts.isByRaceAlone(call)) {
            matrix.fault(call, "declares 409, and nobody knows how that comes about: say it in Conflicts");
        }
    }

    private static Reply whilePublished(Operation call) throws Exception {
        boolean isUpdate = call.path().contains("{update_id}");
        String owner = isUpdate ? Places.published(call) : Places.draft(call);
        String draft = isUpdate ? Places.draftOfUpdate(call, owner) : owner;
        String path = call.at(owner, draft);
        return Held.second(
                draft,
                () -> Wire.send("POST", path + "/publish", null),
                () -> Wire.send(call.method(), path, isUpdate ? "{\"message\": \"n\"}" : "{\"title\": \"n\"}"));
    }

    private void whileTheDatabaseIsAway(List<Operation> calls, String component) throws Exception {
        Map<Operation, String> bodies = new LinkedHashMap<>();
        calls.forEach(call -> bodies.put(
                call, call.hasBody() ? Bodies.of(call.toString(), component).toString() : ""));
        Map<Operation, Future<Reply>> replies = new LinkedHashMap<>();
        SharedServers.postgres().stop();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            bodies.forEach((call, body) -> replies.put(
                    call,
                    executor.submit(() -> Wire.send(
                            call.method(),
                            call.at("inc_unknown", "upd_unknown"),
                            body.isEmpty() ? null : unique(body)))));
        } finally {
            SharedServers.postgres().start();
        }
        for (Map.Entry<Operation, Future<Reply>> entry : replies.entrySet()) {
            Reply reply = entry.getValue().get();
            if (needsTheDatabase(entry.getKey())) {
                matrix.expect(entry.getKey(), 503, null, "without the database", reply);
                if (reply.header("Retry-After").isEmpty()) {
                    matrix.fault(entry.getKey(), "503 without Retry-After");
                }
            } else if (!reply.isTaken()) {
                matrix.fault(entry.getKey(), "needs the database: " + reply);
            }
        }
        await().until(() -> Api.viewer().get("/v1/incidents").statusCode() == 200);
    }

    /** The only other 503 is that of keys that cannot be fetched; see ForeignTokensIT. */
    private static boolean needsTheDatabase(Operation call) {
        return call.declares(503) && !WITHOUT_DATABASE.contains(call.path());
    }

    private static @Nullable String unique(@Nullable String body) {
        return body == null ? null : body.replace("@unique", UUID.randomUUID().toString());
    }
}
