package org.incidentcomms.kit.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GiveUpAfterTest {

    @Test
    void less_than_a_minute_would_give_up_what_waits_at_the_start() {
        assertThat(NotifierLifecycle.checkGiveUpAfter(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
        assertThatThrownBy(() -> NotifierLifecycle.checkGiveUpAfter(Duration.ZERO))
                .hasMessageContaining("GIVE_UP_AFTER")
                .hasMessageContaining("PT1M");
    }
}
