package org.incidentcomms.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.incidentcomms.bench.proxy.TcpProxy.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private ServerSocket listener;
    private TcpProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.start(0, listener.getLocalPort());
        client = connected();
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        listener.close();
    }

    @Test
    void itForwardsBothWays() throws IOException {
        write(client, "question");
        assertThat(read(server, 8)).isEqualTo("question");
        write(server, "answer");
        assertThat(read(client, 6)).isEqualTo("answer");
    }

    @Test
    void afterARedirectionOnlyNewConnectionsReachTheOtherServer() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            other.setSoTimeout(5_000);
            proxy.redirect(other.getLocalPort());
            write(client, "old");
            assertThat(read(server, 3)).isEqualTo("old");

            try (Socket second = connected();
                    Socket there = other.accept()) {
                write(second, "new");
                assertThat(read(there, 3)).isEqualTo("new");
            }
        }
    }

    @Test
    void whatIsHeldArrivesInOrderOnceItResumesAndNothingIsClosedMeanwhile() throws IOException {
        proxy.hold();
        write(client, "one");
        await().until(() -> proxy.held(Direction.TO_SERVER) == 3);
        write(client, "two");

        assertThatNothingArrivesAt(server);

        proxy.resume();
        write(client, "three");
        assertThat(read(server, 11)).isEqualTo("onetwothree");
        assertThat(proxy.held(Direction.TO_SERVER)).isZero();
    }

    @Test
    void oneDirectionAloneCanBeHeldFromWhatPassesThere() throws IOException {
        proxy.holdFrom(Direction.TO_CLIENT, bytes -> bytes.get(0) == 'a');
        write(server, "greeting");
        assertThat(read(client, 8)).isEqualTo("greeting");
        write(client, "question");
        assertThat(read(server, 8)).isEqualTo("question");
        write(server, "answer");

        assertThatNothingArrivesAt(client);

        proxy.resume();
        assertThat(read(client, 6)).isEqualTo("answer");
    }

    /** Of three links to three brokers only one sees the request that is waited for. */
    @Test
    void whatWasWaitedForIsNotHeldAfterTheEnd() throws IOException {
        proxy.holdFrom(Direction.TO_CLIENT, bytes -> bytes.get(0) == 'a');

        proxy.resume();

        write(server, "answer");
        assertThat(read(client, 6)).isEqualTo("answer");
    }

    @Test
    void aClientThatGivesUpWhileHeldIsHeardOfAfterWhatItSaid() throws IOException {
        proxy.hold();
        write(client, "commit");
        client.close();

        assertThatNothingArrivesAt(server);

        proxy.resume();
        assertThat(read(server, 7)).isEqualTo("commit");
    }

    @Test
    void aNewConnectionIsAcceptedWhileHeldAndReachesTheServerAfterwards() throws IOException {
        proxy.hold();
        try (Socket other = connected()) {
            write(other, "hello");
            proxy.resume();
            try (Socket accepted = listener.accept()) {
                assertThat(read(accepted, 5)).isEqualTo("hello");
            }
        }
    }

    @Test
    void aCutClosesWhatIsOpenAndLetsNewConnectionsThrough() throws IOException {
        proxy.cut();
        assertThat(read(server, 1)).isEmpty();
        try (Socket other = connected();
                Socket accepted = listener.accept()) {
            write(other, "again");
            assertThat(read(accepted, 5)).isEqualTo("again");
        }
    }

    private Socket connected() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads this many bytes, or fewer if the stream ends. */
    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private static void assertThatNothingArrivesAt(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }
}
