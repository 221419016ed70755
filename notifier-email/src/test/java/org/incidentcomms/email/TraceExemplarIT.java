package org.incidentcomms.email;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.matchesPattern;
import static org.incidentcomms.testkit.Patience.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/** From how long customers waited to the trace of one of them. */
@QuarkusTest
@EmailService
@TestProfile(TraceExemplarIT.Traced.class)
class TraceExemplarIT extends EmailServiceFixture {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** What Prometheus 2.42 sends: OpenMetrics first, plain text as well. */
    private static final String PROMETHEUS = "application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
            + "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private static final String EXEMPLAR =
            "(?s).*\\ndelivery_accepted_to_delivered_seconds_bucket\\{destination=\"email\"[^\\n]* # \\{[^\\n]*trace_id=\""
                    + TRACE + "\".*";

    @Test
    void aMailLeavesTheTraceOfItsIncidentInTheHistogramThatPrometheusReads() {
        PublishedEvent opened = Scenario.incident("Slow search", Impact.MINOR).opens("Search is slow.");
        topic.publish(
                new PublishedEvent(opened.id(), opened.time(), "00-" + TRACE + "-b7ad6b7169203331-01", opened.data()));

        await().untilAsserted(() -> given().header("Accept", PROMETHEUS)
                .get("/q/metrics")
                .then()
                .contentType(containsString("application/openmetrics-text"))
                .body(matchesPattern(EXEMPLAR), endsWith("# EOF\n")));
    }

    @Test
    void whoAsksForPlainTextGetsIt() {
        given().header("Accept", "text/plain").get("/q/metrics").then().contentType(containsString("version=0.0.4"));
    }

    /** A collector that is away costs spans, never a delivery. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("otel.exporter.otlp.endpoint", "http://127.0.0.1:9");
        }
    }
}
