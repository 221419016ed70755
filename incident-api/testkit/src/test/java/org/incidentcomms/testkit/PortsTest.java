package org.incidentcomms.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aFreePortCanBeBoundAndThenIsOpen() throws Exception {
        int port = Ports.free();
        assertThat(Ports.isOpen(port)).isFalse();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isOpen(socket.getLocalPort())).isTrue();
        }
        assertThat(Ports.isOpen(port)).isFalse();
    }

    @Test
    void freePortsLieBelowThoseOfOutgoingConnections() {
        for (int i = 0; i < 50; i++) {
            assertThat(Ports.free()).isBetween(15_000, 31_999);
        }
        assertThat(Ports.orFree(0)).isPositive();
        assertThat(Ports.orFree(8080)).isEqualTo(8080);
    }

    @Test
    void noPortIsGivenTwice() {
        assertThat(IntStream.range(0, 1_000).map(i -> Ports.free()).boxed().toList())
                .doesNotHaveDuplicates();
    }
}
