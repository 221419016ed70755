package org.incidentcomms.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Every path of the OpenAPI document, with every kind of token. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class AccessIT {
    private static final String ADMIN = Tokens.token("ada", "admin");

    private record Call(String method, String path) {
        /** Whether it changes anything; a POST to render Markdown does not. */
        boolean isWrite() {
            return !method.equals("GET") && !path.equals("/v1/markdown");
        }

        boolean isForOperators() {
            return path.equals("/v1/audit");
        }

        boolean isHook() {
            return path.startsWith("/v1/hooks/");
        }

        /** A post-mortem can be published again; what is withdrawn else is gone for good. */
        boolean isForAdmins() {
            return path.endsWith("/withdraw") && !path.endsWith("/postmortem/withdraw");
        }

        Response with(String token) {
            return Api.as(token)
                    .body("{}")
                    .request(method, path.replace("{id}", "nope").replace("{update_id}", "nope"));
        }
    }

    @Test
    void without_a_good_token_every_path_is_401() {
        for (Call call : calls()) {
            Response none = given().contentType("application/json")
                    .request(call.method(), call.path().replace("{", "").replace("}", ""));
            assertThat(none.statusCode()).as("%s without a token", call).isEqualTo(401);
            assertThat(none.contentType()).startsWith("application/problem+json");
            assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(call.with(Tokens.expired("alex.mann", "operator")).statusCode())
                    .as("%s expired", call)
                    .isEqualTo(401);
            assertThat(call.with(Tokens.forAudience("others", "alex.mann", "operator"))
                            .statusCode())
                    .as("%s for others", call)
                    .isEqualTo(401);
            assertThat(call.with(unsigned()).statusCode())
                    .as("%s unsigned", call)
                    .isEqualTo(401);
        }
    }

    @Test
    void alerting_may_call_the_hooks_and_nothing_else() {
        String alerting = Tokens.token("prometheus", "alerting");
        int hooks = 0;
        for (Call call : calls()) {
            Response response = call.with(alerting);
            assertThat(response.statusCode()).as("%s", call).isEqualTo(call.isHook() ? 422 : 403);
            assertThat(response.contentType()).startsWith("application/problem+json");
            hooks += call.isHook() ? 1 : 0;
        }
        assertThat(hooks).isPositive();
    }

    @Test
    void a_viewer_may_look_and_change_nothing() {
        for (Call call : calls()) {
            boolean isAllowed = !call.isWrite() && !call.isForOperators();
            int status = call.with(Api.VIEWER).statusCode();
            if (isAllowed) {
                assertThat(status).as("%s", call).isIn(200, 404, 422);
            } else {
                assertThat(status).as("%s", call).isEqualTo(403);
            }
        }
    }

    @Test
    void operators_may_do_all_but_withdraw_and_admins_that_too() {
        for (Call call : calls()) {
            int operators = call.with(Api.OPERATOR).statusCode();
            if (call.isForAdmins()) {
                assertThat(operators).as("%s", call).isEqualTo(403);
            } else {
                assertThat(operators).as("%s", call).isIn(200, 404, 422, 428);
            }
            assertThat(call.with(ADMIN).statusCode()).as("%s", call).isIn(200, 404, 422, 428);
        }
    }

    @Test
    void documentation_health_and_metrics_need_no_token() {
        for (String path : List.of("/q/openapi", "/q/swagger-ui/", "/q/health/ready", "/q/health/live", "/q/metrics")) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static String unsigned() {
        return Api.OPERATOR.substring(0, Api.OPERATOR.lastIndexOf('.') + 1);
    }

    private static List<Call> calls() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        List<Call> calls = new ArrayList<>();
        paths.forEach((path, item) -> {
            if (path.startsWith("/v1/")) {
                item.keySet().stream()
                        .filter(List.of("get", "post", "put", "patch", "delete")::contains)
                        .forEach(method -> calls.add(new Call(method.toUpperCase(java.util.Locale.ROOT), path)));
            }
        });
        assertThat(calls).hasSizeGreaterThan(20);
        return calls;
    }
}
