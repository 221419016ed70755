package org.incidentcomms.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpSinkTest {

    private static final String MESSAGE = """
            Subject: a subject
            message-id:
             <up-1.key@host>
            To: somebody

            Message-ID: <up-2.key@host> is only text here
            ..
            .
            """.replace("\n", "\r\n");

    private final SmtpSink sink = SmtpSink.start(0);

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void itCountsEachMessageForEachRecipientByItsMessageId() throws IOException {
        try (Client client = new Client()) {
            client.says("EHLO bench", "250-sink", "250-PIPELINING", "250 8BITMIME");
            client.says("MAIL FROM:<from@host>", "250 2.1.0 ok");
            client.says("RCPT TO:<a@host>", "250 2.1.5 ok");
            client.says("rcpt to:<b@host>", "250 2.1.5 ok");
            client.says("DATA", "354 end with a dot");
            client.says(MESSAGE.strip(), "250 2.0.0 taken");
            assertThat(sink.arrivals().of("a@host", "up-1")).isPresent();
            assertThat(sink.arrivals().of("b@host", "up-1")).isPresent();
            assertThat(sink.arrivals().of("a@host", "up-2")).isEmpty();

            client.says("MAIL FROM:<from@host>", "250 2.1.0 ok");
            client.says("RCPT TO:<a@host>", "250 2.1.5 ok");
            client.says("DATA", "354 end with a dot");
            client.says(MESSAGE.strip(), "250 2.0.0 taken");
            client.says("QUIT", "221 2.0.0 bye");
        }
        assertThat(sink.arrivals().total()).isEqualTo(3);
        assertThat(sink.arrivals().doubled()).isEqualTo(1);
        assertThat(sink.arrivals().mostCopies(Instant.EPOCH)).isEqualTo(2);
    }

    @Test
    void aGroupOfCommandsIsAnsweredInOneGo() throws IOException {
        try (Client client = new Client()) {
            String envelope = "MAIL FROM:<from@host>\r\nRCPT TO:<a@host>\r\nDATA";
            client.says(envelope, "250 2.1.0 ok", "250 2.1.5 ok", "354 end with a dot");
            client.says(MESSAGE + envelope, "250 2.0.0 taken", "250 2.1.0 ok", "250 2.1.5 ok", "354 end with a dot");
            client.says(MESSAGE + "QUIT", "250 2.0.0 taken", "221 2.0.0 bye");
        }
        assertThat(sink.arrivals().of("a@host", "up-1").orElseThrow().copies()).isEqualTo(2);
        assertThat(sink.arrivals().lastSize()).isEqualTo(MESSAGE.length() - ".\r\n".length());
    }

    @Test
    void eachGroupIsDelayed() throws IOException {
        sink.delay(Duration.ofMillis(100));
        try (Client client = new Client()) {
            long begun = System.nanoTime();
            client.says("MAIL FROM:<>\r\nRCPT TO:<a@host>\r\nRSET", "250 2.1.0 ok", "250 2.1.5 ok", "250 2.0.0 ok");
            client.says("QUIT", "221 2.0.0 bye");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aDotWithinALineDoesNotEndAMessage() throws IOException {
        try (Client client = new Client()) {
            client.says("MAIL FROM:<>", "250 2.1.0 ok");
            client.says("RCPT TO:<a@host>", "250 2.1.5 ok");
            client.says("DATA", "354 end with a dot");
            client.says("A: b\r\n\r\na.\r\n..\r\n. \r\n.a\r\n\r\n.", "250 2.0.0 taken");
            client.says("NOOP", "250 2.0.0 ok");
        }
        assertThat(sink.arrivals().lastSize()).isEqualTo("A: b\r\n\r\na.\r\n..\r\n. \r\n.a\r\n\r\n".length());
    }

    @Test
    void commandsOutOfOrderAreRefused() throws IOException {
        try (Client client = new Client()) {
            client.says("RCPT TO:<a@host>", "503 5.5.1 MAIL first");
            client.says("MAIL FROM:<>", "250 2.1.0 ok");
            client.says("DATA", "503 5.5.1 RCPT first");
            client.says("VRFY a", "502 5.5.1 not known here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message-ID: <up-1.key@host>", "Message-ID: <up-1.key@host>\r\n\r\nA body without its dot"})
    void aMessageThatDoesNotEndIsNotTaken(String unfinished) throws IOException {
        try (Client client = new Client()) {
            client.says("MAIL FROM:<>", "250 2.1.0 ok");
            client.says("RCPT TO:<a@host>", "250 2.1.5 ok");
            client.says("DATA", "354 end with a dot");
            client.send(unfinished);
        }
        sink.shut();
        assertThat(sink.arrivals().total()).isZero();
    }

    @Test
    void itCanBeAwayAndComeBackAtTheSamePort() throws IOException {
        sink.shut();
        Assertions.assertThatThrownBy(Client::new).isInstanceOf(ConnectException.class);
        sink.open();
        try (Client client = new Client()) {
            client.says("NOOP", "250 2.0.0 ok");
        }
    }

    @Test
    void aSilenceIsMeasuredBetweenMails() {
        MailArrivals arrivals = new MailArrivals();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        arrivals.watchSilence(start);
        arrivals.add("a@host", "<up-1.key@host>", start.plusSeconds(2));
        arrivals.add("b@host", "<up-1.key@host>", start.plusSeconds(5));
        arrivals.add("c@host", "<up-1.key@host>", start.plusSeconds(6));
        assertThat(arrivals.longestSilence()).isEqualTo(Duration.ofSeconds(3));
    }

    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
        private final BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

        Client() throws IOException {
            socket.setSoTimeout(10_000);
            assertThat(reader.readLine()).startsWith("220 ");
        }

        void says(String command, String... replies) throws IOException {
            send(command);
            for (String reply : replies) {
                assertThat(reader.readLine()).isEqualTo(reply);
            }
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
