package org.incidentcomms.api.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.api.Api;
import org.incidentcomms.api.preview.FixedRecipients;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the notifiers count the recipients, nothing is locked; what changes meanwhile is counted again. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class RecipientApprovalIT extends WithApprovals {
    private static final String UPDATE = "{\"message\":\"To all of them.\"}";

    private final AtomicInteger counts = new AtomicInteger();

    @BeforeEach
    void moreThanAHundredNeedAnApproval() {
        Approvals.require(Optional.empty(), OptionalLong.of(100));
        FixedRecipients.are(1);
    }

    @Test
    void a_colleague_changes_the_incident_meanwhile_and_the_update_is_posted_once() {
        String path = "/v1/incidents/" + Api.open("Slow");
        FixedRecipients.are(() -> {
            if (counts.incrementAndGet() == 1) {
                patch(path, "{\"title\":\"Slower\"}");
            }
            return 1;
        });
        String key = UUID.randomUUID().toString();

        Response posted = update(path, key);

        posted.then().statusCode(201);
        assertThat(counts).hasValue(2);
        assertThat(update(path, key).asString()).isEqualTo(posted.asString());
        assertThat(get(path).getString("title")).isEqualTo("Slower");
        assertThat(messagesOf(idOf(path))).containsExactly("We are looking into it.", "To all of them.");
    }

    @Test
    void the_second_count_decides() {
        String path = "/v1/incidents/" + Api.open("Slow");
        FixedRecipients.are(() -> {
            if (counts.incrementAndGet() == 1) {
                patch(path, "{\"title\":\"Slower\"}");
                return 1;
            }
            return 5000;
        });

        update(path, UUID.randomUUID().toString())
                .then()
                .statusCode(202)
                .body("approval.because", equalTo("5000 recipients"));
    }

    @Test
    void a_draft_that_is_changed_meanwhile_is_counted_again() {
        String path = "/v1/incidents/" + Api.open("Slow");
        String draft = path + "/updates/"
                + post(Api.OPERATOR, path + "/updates", "{\"message\":\"m\",\"publication\":\"draft\"}")
                        .path("id");
        FixedRecipients.are(() -> {
            if (counts.incrementAndGet() == 1) {
                patch(draft, "{\"message\":\"To many.\"}");
                return 1;
            }
            return 5000;
        });

        post(Api.OPERATOR, draft + "/publish", "").then().statusCode(202);

        assertThat(messagesOf(idOf(path))).hasSize(1);
    }

    @Test
    void an_incident_that_changes_at_every_count_is_refused_and_nobody_is_told() {
        String path = "/v1/incidents/" + Api.open("Slow");
        FixedRecipients.are(() -> {
            patch(path, "{\"title\":\"Slower " + counts.incrementAndGet() + "\"}");
            return 1;
        });

        update(path, UUID.randomUUID().toString()).then().statusCode(409);

        assertThat(counts).hasValue(2);
        assertThat(messagesOf(idOf(path))).isEqualTo(List.of("We are looking into it."));
    }

    private static Response update(String path, String key) {
        return Api.operator().header("Idempotency-Key", key).body(UPDATE).post(path + "/updates");
    }
}
