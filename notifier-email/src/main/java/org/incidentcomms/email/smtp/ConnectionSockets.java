package org.incidentcomms.email.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Creates the sockets of one connection for Angus and keeps them: the pipelined dialogue continues on them, and closing
 * the plain one ends whatever blocks.
 *
 * <p>They have TCP_NODELAY. Angus writes through an 8 KiB buffer; with Nagle's algorithm the rest of a larger message
 * waits about 40 ms for the peer's delayed acknowledgement, a tenfold loss of throughput.
 *
 * <p>They have TCP keep-alive: a peer that vanished is found after half a minute, although the reply to a message may take
 * longer.
 */
final class ConnectionSockets {
    private volatile @Nullable Socket plain;
    private @Nullable Socket secured;

    /** The connected socket, below TLS if {@code isSecured}; null if it was created elsewhere. */
    @Nullable Socket current(boolean isSecured) {
        return isSecured ? secured : plain;
    }

    /** Closes the connection without waiting: closing a TLS socket may block in a write. */
    void abort() {
        Socket closing = plain;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                // it is closed either way
            }
        }
    }

    private Socket keep(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 15);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
        }
        plain = socket;
        return socket;
    }

    SocketFactory plainFactory() {
        return new Plain();
    }

    /** {@code tls} with each socket kept; used for STARTTLS and for TLS from the first byte. */
    SSLSocketFactory tlsFactory(SSLSocketFactory tls) {
        return new Tls(tls);
    }

    /** Angus calls {@link #createSocket()} only, then connects. */
    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return keep(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return keep(new Socket(host, port, localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return keep(new Socket(host, port, localHost, localPort));
        }
    }

    /** Angus wraps a connected socket only. */
    private final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory tls;

        Tls(SSLSocketFactory tls) {
            this.tls = tls;
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            Socket wrapped = tls.createSocket(keep(socket), host, port, autoClose);
            secured = wrapped;
            return wrapped;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("TLS only on a connected socket");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("TLS only on a connected socket");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("TLS only on a connected socket");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("TLS only on a connected socket");
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }
    }
}
