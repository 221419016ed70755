package org.incidentcomms.email;

import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.incidentcomms.testkit.mail.MailServer;

/** Takes a mail server away and brings it back, and waits until that is so: a port closes a moment after it is told. */
public final class Outage {

    private Outage() {}

    /** Returns when connections are refused. */
    public static void begins(MailServer server) {
        server.stop();
        await().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                return !socket.isConnected();
            } catch (IOException refused) {
                return true;
            }
        });
    }

    /** Returns when the server runs; does nothing if it does. */
    public static void ends(MailServer server) {
        await().ignoreExceptions().until(() -> {
            server.start();
            return server.isRunning();
        });
    }
}
