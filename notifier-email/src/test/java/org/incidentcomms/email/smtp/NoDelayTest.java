package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.util.SocketFetcher;
import org.junit.jupiter.api.Test;

/** Without TCP_NODELAY every message over 8 KiB waits 40 ms; asserted on the socket, because timing proves nothing. */
class NoDelayTest {

    @Test
    void everySocketThatAngusOpensHasTcpNodelay() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            for (SmtpSecurity security : new SmtpSecurity[] {SmtpSecurity.NONE, SmtpSecurity.STARTTLS}) {
                Properties properties = MailProperties.of(
                        server(server.getLocalPort(), security), new ConnectionSockets(), new Properties());
                try (Socket socket =
                        SocketFetcher.getSocket("127.0.0.1", server.getLocalPort(), properties, "mail.smtp", false)) {
                    assertThat(socket.getTcpNoDelay()).isTrue();
                }
            }
        }
    }

    @Test
    void soDoSocketsTheFactoryConnectsItself() throws Exception {
        SocketFactory factory = new ConnectionSockets().plainFactory();
        try (ServerSocket server = new ServerSocket(0);
                Socket plain = factory.createSocket();
                Socket connected = factory.createSocket("127.0.0.1", server.getLocalPort())) {
            assertThat(plain.getTcpNoDelay()).isTrue();
            assertThat(connected.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void theStreamProviderIsNamedBeforeTheFirstMail() {
        MailProperties.prepare();

        assertThat(System.getProperty("jakarta.mail.util.StreamProvider"))
                .isEqualTo("org.eclipse.angus.mail.util.MailStreamProvider");
    }

    private static SmtpServer server(int port, SmtpSecurity security) {
        Duration second = Duration.ofSeconds(1);
        return new SmtpServer("127.0.0.1", port, security, null, null, 2, null, second, second, second, second);
    }
}
