package org.incidentcomms.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.incidentcomms.testkit.tls.CertificateAuthority.Identity;

/** A port that speaks TLS, and passes on what it decrypts to a server on this machine that does not. */
public final class TlsFront implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket clients;
    private final int server;

    private TlsFront(ServerSocket clients, int server) {
        this.clients = clients;
        this.server = server;
    }

    /**
     * Starts one on a free port.
     *
     * @param host an address of this machine, on which it listens
     * @param server the port on 127.0.0.1 to which it passes on
     */
    public static TlsFront start(Identity identity, String host, int server) {
        try {
            ServerSocket clients = identity.context()
                    .getServerSocketFactory()
                    .createServerSocket(0, BACKLOG, InetAddress.getByName(host));
            TlsFront front = new TlsFront(clients, server);
            Thread.ofVirtual().start(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return clients.getLocalPort();
    }

    /** Connections that are open end with their client. */
    @Override
    public void close() {
        try {
            clients.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!clients.isClosed()) {
            try {
                Socket client = clients.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> pass(client, behind));
                Thread.ofVirtual().start(() -> pass(behind, client));
            } catch (IOException e) {
                // closed here, or a client that is gone
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the other side hung up, or does not trust the certificate
        }
    }
}
