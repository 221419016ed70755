package org.incidentcomms.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void aTakenPortIsNamedWithTheWayOut() throws Exception {
        int port = Ports.free();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            int offset =
                    port - new StackSettings(Path.of("/p"), Path.of("/d"), 0, Map.of()).port(StackPort.NOTIFIER_BLOG);
            var settings = new StackSettings(Path.of("/p"), Path.of("/d"), offset, Map.of());
            assertThat(PortCheck.complaint(settings, StackLayout.SINGLE).orElseThrow())
                    .contains("port " + other.getLocalPort() + " (notifier-blog)", "PORT_OFFSET=");
        }
    }
}
