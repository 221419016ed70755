package org.incidentcomms.api.maintenance;

import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans of a maintenance that cannot be. */
@QuarkusTest
@WithTestResource(
        value = ServiceResources.class,
        initArgs = {
            @ResourceArg(name = "database", value = "incident_api"),
            @ResourceArg(name = "kafka", value = "true")
        })
class PlanRefusalsIT {
    private static final Instant START = Instant.parse("2049-08-07T17:00:00Z");
    private static final Instant END = Instant.parse("2049-08-07T23:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"reminders\":[\"P1D\",\"tomorrow\"]     | reminders[1] | 422",
                "\"reminders\":[\"P1D\",\"PT24H\"]        | reminders[1] | 422",
                "\"reminders\":[\"PT4M59S\"]              | reminders[0] | 422",
                "\"reminders\":[\"P30DT1S\"]              | reminders[0] | 422",
                "\"reminders\":[\"P1M\"]                  | reminders[0] | 422",
                "\"reminders\":[\"P1DT9223372036854775807S\"] | reminders[0] | 422",
                "\"reminders\":[\"PT1H\",null]            | reminders[1] | 422",
                "\"reminders\":[\"PT1H\",5]               | reminders[1] | 400",
                "\"reminders\":\"PT1H\"                   | reminders    | 400",
                "\"reminders\":[\"P1D\",\"P2D\",\"P3D\",\"P4D\",\"P5D\",\"P6D\",\"P7D\",\"P8D\",\"P9D\",\"P10D\",\"P11D\"] | reminders | 422",
                "\"auto_start\":\"yes\"                   | auto_start   | 400",
                "\"start_message\":\" \"                  | start_message | 422",
                "\"recurrence\":\"FREQ=HOURLY\"           | recurrence   | 422",
                "\"recurrence\":\"every month\"           | recurrence   | 422",
                "\"recurrence\":\"FREQ=MONTHLY;BYDAY=1SU\" | recurrence  | 422",
                "\"recurrence\":\"FREQ=DAILY\",\"announce_before\":\"soon\" | announce_before | 422"
            })
    void what_cannot_be_planned_is_refused_and_the_field_named(String more, String field, int status) {
        MaintenanceCalls.tryToAnnounce(MaintenanceCalls.body(START, END, List.of(), more))
                .statusCode(status)
                .body("violations.field", hasItem(field));
    }
}
