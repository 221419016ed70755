package org.incidentcomms.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.incidentcomms.api.component.ComponentResource;
import org.incidentcomms.api.delivery.DeliveryResource;
import org.incidentcomms.api.incident.IncidentResource;
import org.incidentcomms.api.maintenance.MaintenanceResource;
import org.incidentcomms.api.postmortem.PostmortemResource;
import org.incidentcomms.api.webhook.AlertmanagerResource;
import org.junit.jupiter.api.Test;

class BodyLimitTest {
    /** The worst a client may send for the longest text: every character as two escapes. */
    private static final int WORST_MESSAGE = 25_000 * 12 + 10_000;

    @Test
    void the_longest_message_fits_where_messages_are_sent() {
        assertThat(limitOf("POST", "/v1/incidents")).isGreaterThan(WORST_MESSAGE);
        assertThat(limitOf("POST", "/v1/incidents/inc_1/updates")).isGreaterThan(WORST_MESSAGE);
        assertThat(limitOf("PATCH", "/v1/maintenances/mnt_1/updates/upd_1")).isGreaterThan(WORST_MESSAGE);
        assertThat(limitOf("PUT", "/v1/incidents/inc_1/postmortem")).isGreaterThan(4 * WORST_MESSAGE);
    }

    @Test
    void a_thousand_alerts_fit_where_machines_tell_of_them() {
        assertThat(limitOf("POST", "/v1/hooks/alertmanager")).isGreaterThan(1_000 * 1_000);
    }

    @Test
    void everywhere_else_64_kilobytes_are_enough() {
        assertThat(limitOf("POST", "/v1/components")).isEqualTo(65_536);
        assertThat(limitOf("POST", "/v1/incidents/inc_1/deliveries/stop")).isEqualTo(65_536);
    }

    private static int limitOf(String method, String path) {
        return new Endpoints(List.of(
                        IncidentResource.class,
                        MaintenanceResource.class,
                        PostmortemResource.OfIncidents.class,
                        DeliveryResource.OfIncidents.class,
                        ComponentResource.class,
                        AlertmanagerResource.class))
                .maxBodyOf(method, path);
    }
}
