package org.incidentcomms.testkit.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.incidentcomms.testkit.JavaProcess;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxIT {

    private static final String HTML = "<p>Alles \u201egut\u201c &amp; <b>fertig</b></p><script>alert('x')</script>";

    @TempDir
    Path directory;

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theNewestMessagesAreListedFirstAndCanBeFiltered() throws Exception {
        try (Mailbox mailbox = Mailbox.start(directory, 0, 0)) {
            send(mailbox.smtpPort(), "St\u00f6rung <1>", "ada@example.org", "bob@example.org");
            send(mailbox.smtpPort(), "Gel\u00f6st", "ada@example.org");

            JsonNode all = json(mailbox, "api/messages");
            assertThat(all.at("/total").intValue()).isEqualTo(3);
            assertThat(all.at("/messages").findValuesAsText("subject"))
                    .containsExactly("Gel\u00f6st", "St\u00f6rung <1>", "St\u00f6rung <1>");
            assertThat(json(mailbox, "api/messages?to=BOB%40example")
                            .at("/messages")
                            .findValuesAsText("to"))
                    .containsExactly("bob@example.org");
            assertThat(json(mailbox, "api/messages?limit=1&offset=1").at("/messages"))
                    .hasSize(1);

            JsonNode mail = all.at("/messages/0");
            assertThat(mail.at("/message_id").textValue()).isEqualTo("<2.ada@example.com>");
            assertThat(mail.at("/in_reply_to").textValue()).isEqualTo("<1@example.com>");
            assertThat(mail.at("/references")).hasSize(2);
            assertThat(mail.at("/text").textValue()).isEqualTo("Alles \u201egut\u201c\r\n");
            assertThat(Instant.parse(mail.at("/received_at").textValue())).isBeforeOrEqualTo(Instant.now());

            String page = get(mailbox, "?to=ada").body();
            assertThat(page)
                    .contains("St\u00f6rung &lt;1&gt;", "ada@example.org")
                    .doesNotContain("bob@example.org");
        }
    }

    @Test
    void aMessageIsShownInAFrameThatMayNotRunAnything() throws Exception {
        try (Mailbox mailbox = Mailbox.start(directory, 0, 0)) {
            send(mailbox.smtpPort(), "One", "ada@example.org");
            String id = json(mailbox, "api/messages").at("/messages/0/id").textValue();

            HttpResponse<String> page = get(mailbox, "messages/" + id);
            assertThat(page.body())
                    .contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"")
                    .contains("&lt;b&gt;fertig&lt;/b&gt;")
                    .doesNotContain("<script>alert");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'");
            assertThat(get(mailbox, "messages/" + id + "/text").body()).contains("Alles \u201egut\u201c");
            assertThat(get(mailbox, "messages/" + id + "/headers").body()).contains("X-Note", "there &amp; back");
            assertThat(get(mailbox, "messages/" + id + "/raw").body())
                    .startsWith("Return-Path: <status@example.com>")
                    .contains("Content-Type: multipart/alternative");
            assertThat(json(mailbox, "api/messages/" + id).at("/html").textValue())
                    .contains(HTML);
            assertThat(get(mailbox, "messages/..%2F..%2Fetc").statusCode()).isEqualTo(404);
            assertThat(get(mailbox, "messages/1234567890123-000000000").statusCode())
                    .isEqualTo(404);
            assertThat(get(mailbox, "mailbox.css").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatWasAcceptedIsThereAfterAKill() throws Exception {
        int smtp = Ports.free();
        int page = Ports.free();
        List<String> options = List.of("-Xmx64m", "-XX:+UseSerialGC");
        try (JavaProcess process = JavaProcess.ready(Mailbox.class, options, directory, smtp, page)) {
            send(smtp, "Before", "ada@example.org");
            send(smtp, "The kill", "ada@example.org");
            process.kill();
        }
        try (Mailbox mailbox = Mailbox.start(directory, smtp, page)) {
            send(mailbox.smtpPort(), "After", "ada@example.org");
            JsonNode all = json(mailbox, "api/messages");
            assertThat(all.at("/messages").findValuesAsText("subject")).containsExactly("After", "The kill", "Before");
            assertThat(json(mailbox, "api/count").at("/accepted").intValue()).isEqualTo(3);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3).allMatch(file -> file.toString().endsWith(".eml"));
        }
    }

    @Test
    void theMailboxCanBeEmptied() throws Exception {
        try (Mailbox mailbox = Mailbox.start(directory, 0, 0)) {
            send(mailbox.smtpPort(), "One", "ada@example.org");
            http.send(
                    HttpRequest.newBuilder(URI.create(mailbox.address() + "api/messages"))
                            .DELETE()
                            .build(),
                    BodyHandlers.discarding());
            assertThat(json(mailbox, "api/messages").at("/total").intValue()).isZero();
            assertThat(directory).isEmptyDirectory();
            assertThat(get(mailbox, "").body()).contains("Nothing here yet");
        }
    }

    private JsonNode json(Mailbox mailbox, String path) throws Exception {
        return JsonMapper.builder().build().readTree(get(mailbox, path).body());
    }

    private HttpResponse<String> get(Mailbox mailbox, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(mailbox.address() + path)).build(), BodyHandlers.ofString());
    }

    private static void send(int port, String subject, String... recipients) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.from", "status@example.com");
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws jakarta.mail.MessagingException {
                setHeader("Message-ID", "<2.ada@example.com>");
            }
        };
        message.setFrom("status@example.com");
        message.setSubject(subject, "UTF-8");
        message.setHeader("In-Reply-To", "<1@example.com>");
        message.setHeader("References", "<0@example.com>\r\n <1@example.com>");
        message.setHeader("X-Note", "there & back");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Alles \u201egut\u201c\r\n", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent(HTML, "text/html; charset=UTF-8");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        InternetAddress[] to = new InternetAddress[recipients.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = new InternetAddress(recipients[i]);
        }
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", port, null, null);
            transport.sendMessage(message, to);
        }
    }
}
