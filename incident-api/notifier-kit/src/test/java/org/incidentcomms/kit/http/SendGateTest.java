package org.incidentcomms.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendGateTest {

    @Test
    void whoever_closes_it_first_keeps_the_request_from_leaving() {
        SendGate gate = new SendGate();

        assertThat(gate.close()).isTrue();
        assertThat(gate.pass()).isFalse();
        assertThat(gate.close()).as("still nothing sent").isTrue();
    }

    @Test
    void behind_it_nothing_is_certain_any_more() {
        SendGate gate = new SendGate();

        assertThat(gate.pass()).isTrue();
        assertThat(gate.close()).isFalse();
    }
}
