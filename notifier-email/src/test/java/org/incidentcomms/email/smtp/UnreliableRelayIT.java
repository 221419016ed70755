package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.incidentcomms.email.smtp.ScriptedRelay.Client;
import org.incidentcomms.kit.channel.DeliveryResult;
import org.incidentcomms.kit.channel.DeliveryResult.Delivered;
import org.incidentcomms.kit.channel.DeliveryResult.Rejected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand recipients by a relay that closes each connection after 50 messages, postpones 10 % once, knows not 2 %,
 * hangs at 1 % once, and takes 1 % without saying so once.
 */
class UnreliableRelayIT {
    private static final int RECIPIENTS = 1000;
    private static final int CONNECTIONS = 4;

    private final Map<Integer, AtomicInteger> tries = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> copies = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "that offers {0}")
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void everybodyWhoCanBeReachedGetsOneMail(String extension) throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        try (ScriptedRelay relay = ScriptedRelay.start(extension, this::serve);
                SmtpTransport transport = new SmtpTransport(
                        List.of(new SmtpServer(
                                "127.0.0.1",
                                relay.port(),
                                SmtpSecurity.NONE,
                                null,
                                null,
                                CONNECTIONS,
                                "test",
                                timeout,
                                timeout,
                                timeout,
                                Duration.ofSeconds(20))),
                        SendingRates.UNLIMITED,
                        Clock.systemUTC(),
                        new Properties(),
                        false)) {
            sendToAll(transport);
        }

        for (int i = 0; i < RECIPIENTS; i++) {
            int received = copies.containsKey(i) ? copies.get(i).get() : 0;
            if (isUnknown(i)) {
                assertThat(received).as("copies for unknown %d", i).isZero();
            } else if (isTakenSilently(i)) {
                assertThat(received)
                        .as("copies for %d, whose reply was lost", i)
                        .isBetween(1, 2);
            } else {
                assertThat(received).as("copies for %d", i).isEqualTo(1);
            }
        }
    }

    private static boolean isPostponed(int recipient) {
        return recipient % 10 == 3;
    }

    private static boolean isUnknown(int recipient) {
        return recipient % 50 == 7;
    }

    private static boolean isHungAt(int recipient) {
        return recipient % 100 == 11;
    }

    private static boolean isTakenSilently(int recipient) {
        return recipient % 100 == 21;
    }

    private void serve(Client client) throws Exception {
        for (int messages = 0; ; ) {
            String line = client.line();
            if (line.startsWith("RSET")) {
                client.say("250 ok");
                continue;
            }
            if (messages == 50) {
                client.say("421 4.7.0 too many messages");
                return;
            }
            client.say("250 ok");
            line = client.line();
            int recipient = Integer.parseInt(line.replaceAll("\\D", ""));
            boolean first =
                    tries.computeIfAbsent(recipient, any -> new AtomicInteger()).getAndIncrement() == 0;
            if (first && isHungAt(recipient)) {
                while (true) {
                    client.line(); // until the client gives up
                }
            }
            if (isUnknown(recipient) || first && isPostponed(recipient)) {
                client.say(isUnknown(recipient) ? "550 5.1.1 no such user" : "450 4.2.0 greylisted");
                line = client.line();
                client.say(line.equals("DATA") ? "503 5.5.1 no valid recipients" : "250 reset");
                continue;
            }
            client.say("250 ok");
            client.line();
            client.say("354 go on");
            client.message();
            copies.computeIfAbsent(recipient, any -> new AtomicInteger()).incrementAndGet();
            messages++;
            if (first && isTakenSilently(recipient)) {
                return;
            }
            client.say("250 queued");
        }
    }

    /** Repeats what is not final, as the kit does, but at once. */
    private static void sendToAll(SmtpTransport transport) throws Exception {
        Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < RECIPIENTS; i++) {
            waiting.add(i);
        }
        byte[] content = "Subject: x\r\n\r\ny\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(threads.submit(() -> {
                    for (Integer next = waiting.poll(); next != null; next = waiting.poll()) {
                        int recipient = next;
                        String to = "r" + recipient + "@" + (char) ('a' + recipient % 26) + ".example";
                        DeliveryResult result =
                                transport.send(new OutgoingMail("status@clicktime.example", to, content), () -> true);
                        assertThat(result instanceof Rejected).isEqualTo(isUnknown(recipient));
                        if (!(result instanceof Delivered) && !(result instanceof Rejected)) {
                            waiting.add(recipient);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
