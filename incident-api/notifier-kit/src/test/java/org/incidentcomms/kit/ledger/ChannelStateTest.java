package org.incidentcomms.kit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.incidentcomms.kit.channel.FailureReason;
import org.incidentcomms.kit.ledger.ChannelStateStore.ChannelState;
import org.junit.jupiter.api.Test;

class ChannelStateTest {
    private static final Instant UNTIL = Instant.parse("2026-11-30T12:00:00Z");

    /** The relay came back while nothing was to be sent: nobody would ever learn of it, and the alert would stay. */
    @Test
    void a_pause_that_nothing_followed_is_over() {
        ChannelState paused = new ChannelState(3, UNTIL, false, FailureReason.UNREACHABLE, "refused", UNTIL);
        assertThat(paused.idleAt(UNTIL)).isEqualTo(paused);
        assertThat(paused.idleAt(UNTIL.plusSeconds(1))).isEqualTo(ChannelState.WORKING);

        ChannelState parked = new ChannelState(3, UNTIL, true, FailureReason.CREDENTIALS, "refused", UNTIL);
        assertThat(parked.idleAt(UNTIL.plus(Duration.ofDays(1)))).isEqualTo(parked);
        assertThat(ChannelState.WORKING.idleAt(UNTIL)).isEqualTo(ChannelState.WORKING);
    }
}
