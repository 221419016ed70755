package org.incidentcomms.testkit.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailArchiveTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    @Test
    void olderMessagesComeInBehindTheNewestOnesAfterAnOpening() throws Exception {
        MailArchive first = MailArchive.open(directory, 10_000, CLOCK);
        for (int i = 0; i < 2_500; i++) {
            first.add("r" + i + "@example.org", message("Notice"));
        }
        MailArchive second = MailArchive.open(directory, 10_000, CLOCK);
        assertThat(second.page("", 0, 1).entries())
                .extracting(MailArchive.Entry::to)
                .containsExactly("r2499@example.org");
        second.add("late@example.org", message("Late"));

        await().until(() -> second.page("", 0, 0).total() == 2_501);
        assertThat(second.page("", 0, 2).entries())
                .extracting(MailArchive.Entry::to)
                .containsExactly("late@example.org", "r2499@example.org");
        assertThat(second.page("", 2_499, 2).entries())
                .extracting(MailArchive.Entry::to)
                .containsExactly("r1@example.org", "r0@example.org");
        assertThat(second.accepted()).isEqualTo(2_501);
    }

    @Test
    void theIndexHoldsOnlyTheNewestMessagesAndTheFilesStay() throws Exception {
        MailArchive archive = MailArchive.open(directory, 100, CLOCK);
        for (int i = 0; i < 500; i++) {
            archive.add("r" + i + "@example.org", message("Notice " + i));
        }
        assertThat(archive.page("", 0, 0).total()).isBetween(100, 110);
        assertThat(archive.page("", 0, 1).entries().getFirst().subject()).isEqualTo("Notice 499");
        assertThat(directory.toFile().list()).hasSize(500);
        assertThat(MailArchive.open(directory, 100, CLOCK).page("", 0, 0).total())
                .isEqualTo(100);
    }

    private static MimeMessage message(String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setSubject(subject);
        message.setText("text");
        message.saveChanges();
        return message;
    }
}
