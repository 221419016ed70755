package org.incidentcomms.api.draft;

import io.restassured.response.Response;
import java.util.Optional;
import java.util.OptionalLong;
import org.incidentcomms.api.Api;
import org.incidentcomms.events.Impact;
import org.incidentcomms.testkit.Tokens;
import org.junit.jupiter.api.BeforeEach;

/** What tells of critical incidents must be approved. Alex writes, Ben approves. */
abstract class WithApprovals extends WithSchedulers {
    static final String BEN = Tokens.token("ben", "operator");

    static final String CRITICAL = "{\"title\":\"Down\",\"message\":\"It is down.\",\"impact\":\"critical\"";

    @BeforeEach
    void approvalsAreRequired() {
        Approvals.require(Optional.of(Impact.CRITICAL), OptionalLong.empty());
    }

    static Response post(String token, String path, String body) {
        return Api.as(token).body(body).post(path);
    }

    /** Approves what is found there now. */
    static Response approve(String token, String path) {
        return approve(token, path, versionOf(path), "{}");
    }

    static Response approve(String token, String path, String version, String body) {
        return Api.as(token).header("If-Match", version).body(body).post(path + "/approve");
    }

    /** The entity tag of the draft, or of what it has become; any where there is nothing. */
    static String versionOf(String path) {
        String version = Api.viewer().get(path).header("ETag");
        return version == null ? "\"draft-1\"" : version;
    }

    /** The path of a critical incident that waits for approval. */
    static String waiting(String more) {
        Response waiting = post(Api.OPERATOR, "/v1/incidents", CRITICAL + more + "}");
        return "/v1/incidents/" + waiting.then().statusCode(202).extract().<String>path("id");
    }

    /** The path of a critical incident that customers know of. */
    static String published() {
        String path = waiting("");
        approve(BEN, path).then().statusCode(200);
        return path;
    }

    static String idOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
