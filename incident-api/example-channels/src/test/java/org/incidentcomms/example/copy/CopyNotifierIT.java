package org.incidentcomms.example.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.example.BesideIncidentApi;
import org.incidentcomms.example.ExampleRemotes;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mirror, beside the built incident-api: what an operator changes and takes back, in the copy. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "notifier_examples"),
            @ResourceArg(name = "kafka", value = "true")
        })
@WithTestResource(ExampleRemotes.class)
class CopyNotifierIT extends BesideIncidentApi {
    @ConfigProperty(name = "copy.port")
    int port;

    @SuppressWarnings("NullAway.Init") // opened before the first test
    private CopySite site;

    @BeforeAll
    void open() {
        site = new CopySite(ExampleRemotes.COPY_TOKEN, port);
    }

    @AfterEach
    void endFaults() {
        site.reset();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_mirror_follows_every_change_and_the_operator_sees_that_too() {
        String id = api.open("Mirrored", "First wodr.");
        awaitCopy(id, "First wodr.");
        String update = api.operator().get("/v1/incidents/{id}", id).path("updates[0].id");
        api.operator()
                .body("{\"message\":\"First word.\"}")
                .patch("/v1/incidents/{id}/updates/{update}", id, update)
                .then()
                .statusCode(200);
        awaitCopy(id, "First word.");
        await("the silent edit is reported")
                .until(() -> api.operator()
                        .get("/v1/incidents/{id}/deliveries", id)
                        .jsonPath()
                        .getList("items.findAll { it.update_id == null }.state")
                        .equals(List.of("delivered")));

        api.as("admin")
                .body("{\"reason\":\"a name was in it\"}")
                .post("/v1/incidents/{id}/withdraw", id)
                .then()
                .statusCode(200);

        await("the copy is gone").until(() -> !site.copies().containsKey(id));
    }

    @Test
    void a_mirror_is_chosen_and_previewed_by_name() {
        String id = api.opened(
                "{\"impact\":\"minor\",\"title\":\"Not copied\",\"message\":\"m\",\"notify\":{\"copy\":false}}");
        api.awaitState(id, "copy", "skipped");
        assertThat(site.copies()).doesNotContainKey(id);
        api.operator()
                .body("{\"impact\":\"minor\",\"title\":\"Looked at\",\"message\":\"m\"}")
                .post("/v1/previews")
                .then()
                .statusCode(200)
                .body("channels[4].channel", equalTo("copy"))
                .body("channels[4].state", equalTo("ok"));
    }

    private void awaitCopy(String id, String text) {
        await("the copy says " + text)
                .until(() ->
                        site.copies().getOrDefault(id, List.of("")).getFirst().contains(text));
    }
}
