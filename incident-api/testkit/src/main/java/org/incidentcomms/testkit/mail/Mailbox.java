package org.incidentcomms.testkit.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.QuietLogs;

/**
 * A mail server that forwards nothing and shows received mail in a browser, for local use and demos.
 *
 * <p>Every message is stored in a file before its sender is answered 250, and survives a restart. Memory holds one
 * index entry for each of the newest {@value #INDEXED} messages; bodies are read on demand.
 */
public final class Mailbox implements AutoCloseable {

    private static final int INDEXED = 100_000;

    private final GreenMail smtp;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int smtpPort;

    static {
        // Without it each response in two packets waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private Mailbox(MailArchive archive, int smtpPort, int httpPort) throws IOException {
        QuietLogs.warningsOnly("com.icegreen.greenmail");
        this.smtpPort = smtpPort;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), 200);
        http.setExecutor(threads);
        http.createContext("/", new MailboxSite(archive, smtpPort));
        smtp = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        smtp.getUserManager()
                .setMessageDeliveryHandler((message, address) -> new MessageSink(
                        address.getEmail(), (recipient, moving) -> archive.add(recipient, moving.getMessage())));
        http.start();
    }

    /** Starts the mailbox on this directory and these ports, 0 for free ones. */
    public static Mailbox start(Path directory, int smtpPort, int httpPort) {
        try {
            MailArchive archive = MailArchive.open(directory, INDEXED, Clock.systemUTC());
            return new Mailbox(archive, Ports.orFree(smtpPort), httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + httpPort, e);
        }
    }

    /** Runs the mailbox as a separate process: prints one READY line once it serves, stops on SIGTERM. */
    public static void main(String[] args) throws InterruptedException {
        QuietLogs.forProcess();
        if (args.length != 3) {
            System.err.println("usage: Mailbox DIRECTORY SMTP_PORT HTTP_PORT");
            System.exit(64);
        }
        Mailbox mailbox = start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(mailbox::close, "mailbox-stop"));
        System.out.println("READY smtp=127.0.0.1:" + mailbox.smtpPort() + " page=" + mailbox.address());
        new CountDownLatch(1).await();
    }

    /** The SMTP port. */
    public int smtpPort() {
        return smtpPort;
    }

    /** URL of the web page. */
    public String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        smtp.stop();
        http.stop(0);
        threads.shutdownNow();
    }
}
