package org.incidentcomms.email.smtp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An SMTP server that greets, answers EHLO and then behaves as the test says, however strange. */
final class ScriptedRelay implements AutoCloseable {

    /** What one connection does after EHLO. */
    interface Script {
        void run(Client client) throws Exception;
    }

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ScriptedRelay(ServerSocket listener) {
        this.listener = listener;
    }

    /** A server that offers {@code extension}. */
    static ScriptedRelay start(String extension, Script script) {
        return start(() -> new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), client -> {
            client.say("220 scripted ESMTP");
            client.line();
            client.say("250-scripted", "250 " + extension);
            script.run(client);
        });
    }

    /** {@code script} begins with the greeting. */
    static ScriptedRelay start(Listener listener, Script script) {
        try {
            ScriptedRelay relay = new ScriptedRelay(listener.open());
            Thread.ofPlatform().daemon().name("scripted-relay").start(() -> relay.accept(script));
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Listener {
        ServerSocket open() throws IOException;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept(Script script) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofPlatform().daemon().start(() -> serve(script, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Script script, Socket socket) {
        try (socket) {
            script.run(new Client(socket));
        } catch (Exception e) {
            // the client has left
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** The server's side of one connection. */
    static final class Client {
        final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Writes these lines at once. */
        void say(String... lines) throws IOException {
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Writes without a line ending. */
        void mumble(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException();
                }
                line.append((char) next);
            }
            return line.toString().strip();
        }

        List<String> lines(int count) throws IOException {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lines.add(line());
            }
            return lines;
        }

        /** The lines of a message, without the final dot. */
        List<String> message() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.equals("."); line = line()) {
                lines.add(line);
            }
            return lines;
        }
    }
}
