package org.incidentcomms.api.webhook;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.incidentcomms.api.Api;
import org.incidentcomms.testkit.Tokens;

/** What Alertmanager posts for one group of alerts. */
abstract class AlertmanagerFixture {
    static final String MACHINE = Tokens.token("prometheus", "alerting");
    static final String HOOK = "/v1/hooks/alertmanager";

    final String group = UUID.randomUUID().toString();

    ValidatableResponse fires() {
        return take(body("firing"));
    }

    ValidatableResponse isOver() {
        return take(body("resolved"));
    }

    static ValidatableResponse take(String body) {
        return post(body).then();
    }

    static Response post(String body) {
        return Api.as(MACHINE).body(body).post(HOOK);
    }

    /** As Alertmanager sends it, with its odd end of what has none. */
    String body(String status) {
        return """
                {"receiver": "incidentcomms", "status": "@status", "alerts": [
                  {"status": "@status", "labels": {"alertname": "ProbeFailure", "instance": "https://server.example.org",
                   "job": "http_checks", "monitor": "master", "severity": "critical"},
                   "annotations": {"description": "Instance https://server.example.org has been down for over 5m.",
                   "summary": "BlackBox Probe Failure: https://server.example.org"},
                   "startsAt": "2023-02-06T13:08:45.828Z", "endsAt": "0001-01-01T00:00:00Z",
                   "generatorURL": "http://prometheus.example.org:9090/graph?g0.expr=probe_success+%3D%3D+0\\u0026g0.tab=1",
                   "fingerprint": "1a30ba71cca2921f"}],
                 "groupLabels": {"alertname": "ProbeFailure"},
                 "commonLabels": {"alertname": "ProbeFailure", "instance": "https://server.example.org",
                   "job": "http_checks", "monitor": "master", "severity": "critical"},
                 "commonAnnotations": {"description": "Instance https://server.example.org has been down for over 5m.",
                   "summary": "BlackBox Probe Failure: https://server.example.org"},
                 "externalURL": "http://alertmanager.example.org:9093", "version": "4",
                 "groupKey": "{}/{severity=\\"critical\\"}:{alertname=\\"@group\\"}", "truncatedAlerts": 0}""".replace("@status", status).replace("@group", group);
    }
}
