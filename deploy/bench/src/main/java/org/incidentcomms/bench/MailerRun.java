package org.incidentcomms.bench;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Vert.x mail client, the engine of Quarkus Mailer, sending as many mails of the same size, without a ledger: in
 * this process, with pipelining and reused connections. Each mail has its own unsubscribe link.
 */
final class MailerRun {

    /** Header of a mail and the separators of its parts, about. */
    private static final int FRAME_BYTES = 800;

    private static final String LINE = "Pages of the web application load slowly, and some of you cannot log in.\r\n";

    private final int port;
    private final int connections;
    private final String text;
    private final Duration atMost;

    /**
     * @param mailBytes size of one mail, half of it plain text and half HTML
     * @param atMost time-out of {@link #perSecond}
     */
    MailerRun(int port, int connections, int mailBytes, Duration atMost) {
        this.port = port;
        this.connections = connections;
        this.text = LINE.repeat(Math.max(1, (mailBytes - FRAME_BYTES) / 2 / LINE.length()));
        this.atMost = atMost;
    }

    /** Mails per second, of the second of two runs: the first warms it up. */
    double perSecond(int mails) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        MailConfig config = new MailConfig()
                .setHostname("127.0.0.1")
                .setPort(port)
                .setStarttls(StartTLSOptions.DISABLED)
                .setLogin(LoginOption.NONE)
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setPipelining(true);
        MailClient client = MailClient.create(vertx, config);
        try {
            send(client, mails);
            long begun = System.nanoTime();
            send(client, mails);
            return mails / ((System.nanoTime() - begun) / 1e9);
        } finally {
            // Closes the client too, also if the server has gone.
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void send(MailClient client, int mails) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        // One mail more per connection than it can send, so that none waits for this thread.
        int underWay = 2 * connections;
        Semaphore permits = new Semaphore(underWay);
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < mails; i++) {
            acquire(permits, 1, end);
            client.sendMail(mail(i)).onComplete(result -> {
                failed.addAndGet(result.failed() ? 1 : 0);
                permits.release();
            });
        }
        acquire(permits, underWay, end);
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " mails of the Vert.x mail client failed");
        }
    }

    private static void acquire(Semaphore permits, int count, long end) throws InterruptedException {
        if (!permits.tryAcquire(count, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("the Vert.x mail client did not send the mails in time");
        }
    }

    private MailMessage mail(int number) {
        String link = "https://status.bench.example/unsubscribe/reader-" + number;
        MailMessage mail = new MailMessage()
                .setFrom("status@bench.example")
                .setTo("reader-" + number + "@bench.example")
                .setSubject("Pages load slowly")
                .setText(text + link)
                .setHtml("<p>" + text + "<a href=\"" + link + "\">Unsubscribe</a></p>");
        mail.addHeader("List-Unsubscribe", "<" + link + ">");
        return mail;
    }
}
