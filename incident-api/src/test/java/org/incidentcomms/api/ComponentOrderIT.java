package org.incidentcomms.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** Groups and order of components. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class ComponentOrderIT {

    @Test
    void components_are_listed_as_the_page_lists_them_and_can_be_moved() {
        String mark = UUID.randomUUID().toString();
        String zebra = mark + " Zebra";
        String apple = mark + " Apple";
        String inApple = Api.addComponent("{\"name\":\"a\",\"group\":\"" + apple + "\",\"position\":900}");
        String second = Api.addComponent("{\"name\":\"b\",\"group\":\"" + zebra + "\",\"position\":801}");
        String first = Api.addComponent("{\"name\":\"z\",\"group\":\"" + zebra + "\",\"position\":800}");
        String last = Api.addComponent("{\"name\":\"c\",\"group\":\"" + zebra + "\",\"position\":950}");
        assertThat(listed(first, second, last, inApple)).containsExactly(first, second, last, inApple);

        move(last, "{\"position\":799}");
        assertThat(listed(first, second, last, inApple)).containsExactly(last, first, second, inApple);
        move(second, "{\"group\":\"" + apple + "\",\"position\":1}");
        assertThat(listed(first, second, last, inApple)).containsExactly(second, inApple, last, first);
    }

    @Test
    void all_are_put_in_order_at_once_and_only_the_moved_ones_change() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        String app = Api.addComponent("{\"name\":\"App\"}");
        List<String> others = Api.viewer().get("/v1/components?limit=200").path("items.id");
        others =
                others.stream().filter(id -> !id.equals(web) && !id.equals(app)).toList();
        String order = "{\"groups\":[{\"name\":\"Product\",\"components\":[\"" + web + "\",\"" + app + "\"]},"
                + "{\"components\":["
                + others.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","))
                + "]}]}";
        order(order).statusCode(200).body("items[0].id", equalTo(web)).body("items[1].id", equalTo(app));
        Api.viewer()
                .get("/v1/components/{id}", app)
                .then()
                .header("ETag", "\"2\"")
                .body("group", equalTo("Product"))
                .body("position", equalTo(1));
        order(order).statusCode(200);
        Api.viewer().get("/v1/components/{id}", app).then().header("ETag", "\"2\"");

        order("{\"groups\":[{\"components\":[\"" + web + "\",\"" + web + "\",\"cmp_none\"]},{\"components\":[]}]}")
                .statusCode(422)
                .body("violations[0].field", equalTo("groups[0].components[1]"))
                .body("violations[1].field", equalTo("groups[0].components[2]"))
                .body("violations[2].field", equalTo("groups[1].name"))
                .body("violations[3].field", equalTo("groups[1].components"))
                .body("violations[3].message", containsString(app));
        Api.viewer().body(order).put("/v1/components/order").then().statusCode(403);
        try (EventsOnTopic topic = new EventsOnTopic()) {
            assertThat(topic.awaitOf(app, 2)).hasSize(2);
        }
    }

    @Test
    void an_order_decided_on_another_is_refused() {
        String web = Api.addComponent("{\"name\":\"Web\"}");
        Response listed = Api.viewer().get("/v1/components?limit=200");
        String tag = listed.header("ETag");
        List<String> ids = listed.path("items.id");
        assertThat(Api.viewer().get("/v1/components?limit=1").header("ETag"))
                .as("of all, whatever the page")
                .isEqualTo(tag);
        move(web, "{\"status\":\"degraded_performance\",\"name\":\"Website\"}");

        String after = order(tag, order("A", ids)).statusCode(200).extract().header("ETag");
        assertThat(after)
                .isNotEqualTo(tag)
                .isEqualTo(Api.viewer().get("/v1/components").header("ETag"));
        order(tag, order("A", ids)).statusCode(412).header("ETag", equalTo(after));
        order("\"1\"", order("A", ids)).statusCode(412);
        order("*", order("A", ids)).statusCode(200);

        String added = Api.addComponent("{\"name\":\"Added meanwhile\"}");
        order(after, order("A", ids)).statusCode(412);
        Api.operator().delete("/v1/components/{id}", added).then().statusCode(204);
        order(after, order("A", ids.reversed())).statusCode(200);
        order(after, order("A", ids)).statusCode(412);
        assertThat(Api.viewer().get("/v1/components?limit=200").<List<String>>path("items.id"))
                .isEqualTo(ids.reversed());
    }

    private static String order(String group, List<String> ids) {
        return "{\"groups\":[{\"name\":\"" + group + "\",\"components\":["
                + ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")) + "]}]}";
    }

    private static ValidatableResponse order(String ifMatch, String body) {
        return Api.operator()
                .header("If-Match", ifMatch)
                .body(body)
                .put("/v1/components/order")
                .then();
    }

    private static ValidatableResponse order(String body) {
        return Api.operator().body(body).put("/v1/components/order").then();
    }

    private static void move(String id, String patch) {
        Api.operator().body(patch).patch("/v1/components/{id}", id).then().statusCode(200);
    }

    /** Those of {@code wanted}, in the order of the list. */
    private static List<String> listed(String... wanted) {
        List<String> all = Api.viewer().get("/v1/components?limit=200").path("items.id");
        return all.stream().filter(List.of(wanted)::contains).toList();
    }
}
