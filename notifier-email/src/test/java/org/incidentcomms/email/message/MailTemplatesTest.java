package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTemplatesTest {
    @TempDir
    private Path directory;

    @Test
    void theBuiltInTemplatesRenderEverySampleInEveryLanguage() {
        BuiltInMails.TEMPLATES.check();
    }

    @Test
    void aFileOfTheSameNameReplacesOneTemplate() throws IOException {
        Files.writeString(directory.resolve("text.txt"), "Our own: {mail.heading}\n{mail.unsubscribeUrl}\n");
        Files.writeString(directory.resolve(".gitignore"), "*.bak");

        MailTemplates templates = new MailTemplates(directory);
        templates.check();

        MailView mail = SampleViews.mails().findFirst().orElseThrow();
        assertThat(templates.text(mail)).startsWith("Our own: Heading");
        assertThat(templates.html(mail)).isEqualTo(BuiltInMails.TEMPLATES.html(mail));
    }

    @Test
    void aReplacedFrameSurroundsBothKindsOfMail() throws IOException {
        Files.writeString(directory.resolve("frame.html"), "<article>{#insert}{/insert}</article>");

        MailTemplates templates = new MailTemplates(directory);

        assertThat(templates.html(SampleViews.mails().findFirst().orElseThrow()))
                .startsWith("<article>");
        assertThat(templates.html(SampleViews.letters().findFirst().orElseThrow()))
                .startsWith("<article>");
    }

    @Test
    void aTemplateThatCannotBeParsedIsNamedWithItsLine() throws IOException {
        Files.writeString(directory.resolve("text.txt"), "fine\n{#if mail.lead}\nnever closed\n");

        assertThatThrownBy(() -> new MailTemplates(directory))
                .hasMessageContaining("EMAIL_TEMPLATE_DIRECTORY: the template text.txt, line 3 cannot be used")
                .hasMessageContaining("unterminated section [if]")
                .hasMessageContaining("remove it to use the built-in template");
    }

    @Test
    void aFieldThatDoesNotExistIsNamedWithItsLine() throws IOException {
        Files.writeString(directory.resolve("html.html"), "<p>fine</p>\n\n<p>{mail.headline}</p>\n");

        MailTemplates templates = new MailTemplates(directory);

        assertThatThrownBy(templates::check)
                .hasMessageContaining("html.html, line 3 cannot be used")
                .hasMessageContaining("headline");
    }

    @Test
    void aTextThatDoesNotExistIsNamedWithItsFile() throws IOException {
        Files.writeString(directory.resolve("letter-text.txt"), "{mail.words.text('no.such.key')}");

        MailTemplates templates = new MailTemplates(directory);

        assertThatThrownBy(templates::check)
                .hasMessageContaining("letter-text.txt")
                .hasMessageContaining("no.such.key");
    }

    @Test
    void aFileThatReplacesNothingIsRefused() throws IOException {
        Files.writeString(directory.resolve("txt.text"), "misspelt");

        assertThatThrownBy(() -> new MailTemplates(directory))
                .hasMessageContaining("the file txt.text replaces no template")
                .hasMessageContaining("letter-html.html");
    }

    @Test
    void aFolderThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> new MailTemplates(directory.resolve("missing")))
                .hasMessageContaining("EMAIL_TEMPLATE_DIRECTORY")
                .hasMessageContaining("create it");
    }
}
