package org.incidentcomms.testkit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.incidentcomms.testkit.mail.SmtpFaults.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailServerIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    MailServer server;

    @BeforeEach
    void start() {
        server = MailServer.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void messagesAreKeptInTheOrderOfAcceptanceWithTheirEnvelope() throws Exception {
        send("zoe@example.org", "first");
        send("ada@example.org", "second");
        send("zoe@example.org", "dritte Störung \u2013 gelöst");

        List<ReceivedMail> mails = server.await(3, SOON);
        assertThat(mails)
                .extracting(ReceivedMail::recipient)
                .containsExactly("zoe@example.org", "ada@example.org", "zoe@example.org");
        assertThat(mails).extracting(ReceivedMail::sender).containsOnly("status@example.com");
        assertThat(server.messagesTo("ZOE@example.org"))
                .extracting(ReceivedMail::subject)
                .containsExactly("first", "dritte Störung \u2013 gelöst");
        assertThat(mails.getLast().text().strip()).isEqualTo("Zeile eins\r\n.\r\n..zwei");
        assertThat(mails.getLast().header("X-Note")).isEqualTo("there");

        server.clear();
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void afterAStopTheSamePortServesAgain() throws Exception {
        send("ada@example.org", "before");
        int port = server.port();
        server.stop();
        assertThatThrownBy(() -> send("ada@example.org", "meanwhile")).isInstanceOf(MessagingException.class);
        server.start();
        assertThat(server.port()).isEqualTo(port);
        send("ada@example.org", "after");
        assertThat(server.messages()).extracting(ReceivedMail::subject).containsExactly("before", "after");
    }

    @Test
    void aStopCutsOpenConnections() throws Exception {
        Transport transport = connected();
        server.stop();
        assertThatThrownBy(() -> transport.sendMessage(message("cut"), to("ada@example.org")))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void aRejectedRecipientIsAnswered550AndOthersAreNot() throws Exception {
        server.faults().rejectRecipient("gone@example.org");
        try (Transport transport = connected()) {
            assertThat(recipientCode(transport, "gone@example.org")).isEqualTo(550);
            transport.sendMessage(message("fine"), to("ada@example.org"));
            assertThat(recipientCode(transport, "gone@example.org")).isEqualTo(550);
        }
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void aDeferredRecipientIsAnswered451AsOftenAsSaid() throws Exception {
        server.faults().deferRecipient("slow@example.org", 2);
        try (Transport transport = connected()) {
            assertThat(recipientCode(transport, "slow@example.org")).isEqualTo(451);
            assertThat(recipientCode(transport, "slow@example.org")).isEqualTo(451);
            transport.sendMessage(message("at last"), to("slow@example.org"));
        }
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void aMessageCutAfterItWasAcceptedIsThereThoughTheClientDoesNotKnow() {
        server.faults().cutAfterAccepting(1);
        assertThatThrownBy(() -> send("ada@example.org", "taken")).isInstanceOf(MessagingException.class);
        assertThat(server.await(1, SOON)).extracting(ReceivedMail::subject).containsExactly("taken");
    }

    @Test
    void aMessageCutBeforeItWasAcceptedIsNotThere() throws Exception {
        server.faults().cutBeforeAccepting(1);
        assertThatThrownBy(() -> send("ada@example.org", "not taken")).isInstanceOf(MessagingException.class);
        send("ada@example.org", "next");
        assertThat(server.messages()).extracting(ReceivedMail::subject).containsExactly("next");
    }

    @Test
    void aMessageRejectedAtItsEndIsNotThereAndTheConnectionGoesOn() throws Exception {
        server.faults().reply(Stage.END_OF_DATA, "554 5.7.1 looks like spam", 1);
        try (Transport transport = connected()) {
            assertThatThrownBy(() -> transport.sendMessage(message("spam"), to("ada@example.org")))
                    .isInstanceOfSatisfying(
                            SMTPSendFailedException.class,
                            e -> assertThat(e.getReturnCode()).isEqualTo(554));
            transport.sendMessage(message("fine"), to("ada@example.org"));
        }
        assertThat(server.messages()).extracting(ReceivedMail::subject).containsExactly("fine");
    }

    @Test
    void aConnectionIsClosedWith421AfterItsShareOfMessages() throws Exception {
        server.faults().closeAfter(2);
        Transport transport = connected();
        transport.sendMessage(message("1"), to("ada@example.org"));
        transport.sendMessage(message("2"), to("ada@example.org"));
        assertThatThrownBy(() -> transport.sendMessage(message("3"), to("ada@example.org")))
                .isInstanceOfSatisfying(
                        SMTPSendFailedException.class,
                        e -> assertThat(e.getReturnCode()).isEqualTo(421));
        send("ada@example.org", "4");
        assertThat(server.messages()).extracting(ReceivedMail::subject).containsExactly("1", "2", "4");
        assertThat(server.faults().connectionsAccepted()).isEqualTo(2);
    }

    @Test
    void repliesAreDelayed() throws Exception {
        server.faults().delayReplies(Duration.ofMillis(100));
        long from = System.nanoTime();
        send("ada@example.org", "slow");
        // greeting, EHLO, MAIL, RCPT, DATA, end of data
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(600));
        server.faults().delayReplies(Duration.ofHours(1));
        server.faults().clear();
        send("ada@example.org", "not delayed any more");
        assertThat(server.messages()).hasSize(2);
    }

    @Test
    void aServerThatIsBusyAnswers421InPlaceOfItsGreeting() {
        server.faults().reply(Stage.CONNECT, "421 4.3.2 too many connections", 1);
        assertThatThrownBy(this::connected).hasMessageContaining("421");
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() throws Exception {
        server.faults().announce("PIPELINING");
        server.faults().rejectRecipient("gone@example.org");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            write(socket, "EHLO here\r\n");
            List<String> greeting = new ArrayList<>();
            do {
                greeting.add(reader.readLine());
            } while (!greeting.getLast().startsWith("250 "));
            assertThat(greeting).contains("250-PIPELINING");

            write(
                    socket,
                    "MAIL FROM:<a@example.com>\r\nRCPT TO:<gone@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
            assertThat(codes(reader, 4)).containsExactly("250", "550", "250", "354");
            write(
                    socket,
                    "Subject: one\r\n\r\nx\r\n.\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<gone@example.org>\r\nDATA\r\n");
            assertThat(codes(reader, 4)).containsExactly("250", "250", "550", "503");
        }
        assertThat(server.messages()).extracting(ReceivedMail::recipient).containsExactly("b@example.org");
    }

    @Test
    void whereALoginIsRequiredOnlyTheRightOneSends() throws Exception {
        server.requireLogin("relay", "secret");
        assertThatThrownBy(() -> send("ada@example.org", "unknown")).hasMessageContaining("530");
        assertThatThrownBy(() -> connected("relay", "wrong")).isInstanceOf(AuthenticationFailedException.class);
        try (Transport transport = connected("relay", "secret")) {
            transport.sendMessage(message("known"), to("ada@example.org"));
        }
        assertThat(server.messages()).extracting(ReceivedMail::subject).containsExactly("known");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> codes(BufferedReader reader, int count) throws IOException {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            codes.add(reader.readLine().substring(0, 3));
        }
        return codes;
    }

    private static int recipientCode(Transport transport, String recipient) {
        try {
            transport.sendMessage(message("unwanted"), to(recipient));
            return 250;
        } catch (MessagingException e) {
            assertThat(e.getNextException()).isInstanceOf(SMTPAddressFailedException.class);
            return ((SMTPAddressFailedException) e.getNextException()).getReturnCode();
        }
    }

    private void send(String recipient, String subject) throws MessagingException {
        try (Transport transport = connected()) {
            transport.sendMessage(message(subject), to(recipient));
        }
    }

    private Transport connected() throws MessagingException {
        return connected(null, null);
    }

    private Transport connected(@Nullable String username, @Nullable String password) throws MessagingException {
        Transport transport = session().getTransport("smtp");
        transport.connect("127.0.0.1", server.port(), username, password);
        return transport;
    }

    private static InternetAddress[] to(String recipient) throws MessagingException {
        return new InternetAddress[] {new InternetAddress(recipient)};
    }

    private static MimeMessage message(String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session());
        message.setFrom("status@example.com");
        message.setSubject(subject, "UTF-8");
        message.setHeader("X-Note", "there");
        message.setText("Zeile eins\r\n.\r\n..zwei\r\n", "UTF-8");
        message.saveChanges();
        return message;
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.from", "status@example.com");
        properties.setProperty("mail.smtp.timeout", "10000");
        properties.setProperty("mail.smtp.connectiontimeout", "5000");
        return Session.getInstance(properties);
    }
}
