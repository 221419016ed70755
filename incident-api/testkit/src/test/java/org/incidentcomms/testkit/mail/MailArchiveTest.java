package org.incidentcomms.testkit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.testkit.Patience.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailArchiveTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Session SESSION = Session.getInstance(new Properties());

    @TempDir
    Path directory;

    @Test
    void olderMessagesComeInBehindTheNewestOnesAfterAnOpening() throws Exception {
        MailArchive first = MailArchive.open(directory, 10_000, CLOCK);
        for (int i = 0; i < 1_200; i++) {
            first.add("r" + i + "@example.org", message("Notice"));
        }
        MailArchive second = MailArchive.open(directory, 10_000, CLOCK);
        assertThat(second.page("", 0, 1).entries())
                .extracting(MailArchive.Entry::to)
                .containsExactly("r1199@example.org");
        second.add("late@example.org", message("Late"));

        await().until(() -> second.page("", 0, 0).total() == 1_201);
        assertThat(second.page("", 0, 2).entries())
                .extracting(MailArchive.Entry::to)
                .containsExactly("late@example.org", "r1199@example.org");
        assertThat(second.page("", 1_199, 2).entries())
                .extracting(MailArchive.Entry::to)
                .containsExactly("r1@example.org", "r0@example.org");
        assertThat(second.accepted()).isEqualTo(1_201);
    }

    @Test
    void theIndexHoldsOnlyTheNewestMessagesAndTheFilesStay() throws Exception {
        MailArchive archive = MailArchive.open(directory, 100, CLOCK);
        for (int i = 0; i < 300; i++) {
            archive.add("r" + i + "@example.org", message("Notice " + i));
        }
        assertThat(archive.page("", 0, 0).total()).isBetween(100, 110);
        assertThat(archive.page("", 0, 1).entries().getFirst().subject()).isEqualTo("Notice 299");
        assertThat(directory.toFile().list()).hasSize(300);
        assertThat(MailArchive.open(directory, 100, CLOCK).page("", 0, 0).total())
                .isEqualTo(100);
    }

    private static MimeMessage message(String subject) throws MessagingException {
        String source = "Subject: " + subject + "\r\n\r\ntext\r\n";
        return new MimeMessage(SESSION, new ByteArrayInputStream(source.getBytes(StandardCharsets.US_ASCII)));
    }
}
