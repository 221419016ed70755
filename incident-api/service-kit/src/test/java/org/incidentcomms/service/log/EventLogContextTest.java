package org.incidentcomms.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class EventLogContextTest {
    @Test
    void the_fields_are_set_until_the_end_and_then_as_before() {
        try (var unused = new EventLogContext("inc_1", "inc_1-1")) {
            try (var nested = new EventLogContext("inc_2", null)) {
                assertThat(MDC.get("incident")).isEqualTo("inc_2");
                assertThat(MDC.get("event")).isNull();
            }
            assertThat(MDC.get("incident")).isEqualTo("inc_1");
            assertThat(MDC.get("event")).isEqualTo("inc_1-1");
        }
        assertThat(MDC.get("incident")).isNull();
        assertThat(MDC.get("event")).isNull();
    }
}
