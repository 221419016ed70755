package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.junit.jupiter.api.Test;

/** A mail of a major or critical incident while both connections are in use and others wait for one. */
class UrgentConnectionIT extends ScriptedDialogueFixture {
    private final Semaphore answers = new Semaphore(0);
    private final SmtpTransport transport = pipelined(client -> {
        while (true) {
            heard.add(client.lines(3).get(1));
            client.say(ALL_FINE);
            client.message();
            answers.acquire();
            client.say("250 queued");
        }
    });

    @Test
    void anUrgentMailGetsTheNextFreeConnectionThoughOthersWaitedBefore() throws Exception {
        sends(task("first", false));
        sends(task("second", false));
        await().until(() -> heard.size() == 2);
        waits(task("third", false));
        waits(task("fourth", false));
        FutureTask<DeliveryResult> urgent = task("urgent", true);
        waits(urgent);

        answers.release();

        await().until(() -> heard.size() == 3);
        assertThat(heard.get(2)).isEqualTo("RCPT TO:<urgent@customer.example>");
        answers.release(100);
        assertThat(urgent.get()).isEqualTo(DeliveryResult.delivered());
        await().until(() -> heard.size() == 5);
    }

    private static void waits(FutureTask<DeliveryResult> sending) {
        Thread thread = Thread.ofPlatform().daemon().start(sending);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void sends(FutureTask<DeliveryResult> sending) {
        Thread unused = Thread.ofPlatform().daemon().start(sending);
    }

    private FutureTask<DeliveryResult> task(String to, boolean urgent) {
        byte[] content = "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII);
        OutgoingMail mail =
                new OutgoingMail("status@clicktime.example", to + "@customer.example", null, null, urgent, content);
        return new FutureTask<>(() -> transport.send(mail, () -> true));
    }
}
