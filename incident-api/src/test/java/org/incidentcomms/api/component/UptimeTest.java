package org.incidentcomms.api.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.api.component.Uptime.Seconds;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.junit.jupiter.api.Test;

class UptimeTest {

    @Test
    void eachStateIsToldByItsName() {
        Instant midnight = Instant.parse("2026-02-01T00:00:00Z");
        List<ComponentState> history = new ArrayList<>();
        long second = 0;
        for (ComponentStatus status : ComponentStatus.values()) {
            history.add(new ComponentState(status, midnight.plusSeconds(second)));
            second += 1 + status.ordinal();
        }

        Uptime uptime = Uptime.of("cmp", history, 1, ZoneOffset.UTC, midnight.plusSeconds(second));

        assertThat(uptime.days()).extracting(Uptime.Day::seconds).containsExactly(new Seconds(1, 2, 3, 4, 5));
        assertThat(uptime.timeZone()).isEqualTo("Z");
        assertThat(uptime.uptimePercent())
                .isEqualTo("67.33")
                .isEqualTo(uptime.days().getFirst().uptimePercent());
    }
}
