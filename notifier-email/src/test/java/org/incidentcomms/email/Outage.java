package org.incidentcomms.email;

import static org.incidentcomms.testkit.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.incidentcomms.testkit.mail.MailServer;

/** Stops and restarts a mail server and waits until it is down or up: a port closes shortly after the call. */
public final class Outage {

    private Outage() {}

    /** Returns once connections are refused. */
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

    /** Returns once the server is running; does nothing if it already is. */
    public static void ends(MailServer server) {
        await().ignoreExceptions().until(() -> {
            server.start();
            return server.isRunning();
        });
    }
}
