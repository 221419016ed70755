package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.email.ClickTime.DIAGNOSING;
import static org.incidentcomms.email.ClickTime.DOWN;
import static org.incidentcomms.email.ClickTime.outage;
import static org.incidentcomms.email.ClickTime.published;
import static org.incidentcomms.email.ClickTime.update;
import static org.incidentcomms.email.ClickTime.with;
import static org.incidentcomms.email.message.FilledMails.COMPOSER;
import static org.incidentcomms.email.message.FilledMails.KEY;
import static org.incidentcomms.email.message.FilledMails.MANAGE_TOKEN;
import static org.incidentcomms.email.message.FilledMails.TOKEN;
import static org.incidentcomms.email.message.FilledMails.fill;
import static org.incidentcomms.email.message.FilledMails.parse;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.MaintenanceScheduled;
import org.incidentcomms.events.Update;
import org.incidentcomms.events.Window;
import org.incidentcomms.kit.wording.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message as a whole: its headers, its subject, its two parts, and what an operator or an address must not do to it. */
class MailComposerTest {
    private static final PublishedEvent OPENED = published(new IncidentOpened(outage(DOWN), "upd-1"));
    private static final PublishedEvent UPDATED = published(new IncidentUpdated(outage(DOWN, DIAGNOSING), "upd-2"));

    @Test
    void theMessageIsReadAsIntendedByAnotherMimeLibrary() throws Exception {
        MimeMessage message = parse(fill(UPDATED));

        assertThat(message.getHeader("From", null)).isEqualTo("\"ClickTime Status\" <status@clicktime.example>");
        assertThat(message.getHeader("To", null)).isEqualTo("pat@customer.example");
        assertThat(message.getSubject()).isEqualTo("[ClickTime] Update on Feb. 2 Performance Issues – Identified");
        assertThat(message.getSentDate().toInstant()).isEqualTo(UPDATED.time());
        assertThat(message.getHeader("Message-ID", null))
                .isEqualTo("<upd-2.update0." + KEY + "@mail.clicktime.example>");
        assertThat(message.getHeader("In-Reply-To", null))
                .isEqualTo("<upd-1.update0." + KEY + "@mail.clicktime.example>");
        assertThat(message.getHeader("References", null).split("\\s+"))
                .containsExactly(
                        "<inc-feb." + KEY + "@mail.clicktime.example>",
                        "<upd-1.update0." + KEY + "@mail.clicktime.example>");
        assertThat(message.getHeader("List-Id", null))
                .isEqualTo("ClickTime status updates <updates.mail.clicktime.example>");
        assertThat(message.getHeader("List-Unsubscribe", null))
                .isEqualTo("<https://updates.clicktime.example/unsubscribe/" + TOKEN + ">");
        assertThat(message.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(message.getHeader("List-Archive", null)).isEqualTo("<https://status.clicktime.example/history>");
        assertThat(message.getHeader("List-Help", null))
                .isEqualTo("<https://updates.clicktime.example/subscriptions/help>");
        assertThat(message.getHeader("List-Post", null)).isEqualTo("NO");
        assertThat(message.getHeader("List-Owner", null)).isEqualTo("<https://support.clicktime.example/contact>");
        assertThat(message.getHeader("List-Subscribe", null))
                .isEqualTo("<https://updates.clicktime.example/subscriptions>");
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(message.getHeader("Feedback-ID", null))
                .isEqualTo("announcement:en:status-updates:mail.clicktime.example");
        assertThat(message.getHeader("Content-Language", null)).isEqualTo("en");
        Multipart parts = (Multipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    }

    @Test
    void aReaderGetsWhatIsTranslatedInTheirLanguageAndTheRestAsWritten() {
        Update translated = DIAGNOSING.translated(
                Map.of("de", new Update.Translation("Neues zur Störung", "Wir **suchen** die Ursache.")));
        PublishedEvent event = published(
                new IncidentUpdated(outage(DOWN, translated).titled(Map.of("de", "Leistungsprobleme")), "upd-2"));

        ComposedMail german = COMPOSER.compose(event, new MailVariant(Language.GERMAN, null));
        ComposedMail english = COMPOSER.compose(event);

        assertThat(german.subject()).startsWith("[ClickTime] Neues zur Störung – ");
        assertThat(german.text())
                .contains("Wir suchen die Ursache.", "Leistungsprobleme", "ClickTime cannot be reached");
        assertThat(german.html())
                .contains("Wir <strong>suchen</strong> die Ursache.")
                .contains("lang=\"en\"");
        assertThat(english.subject()).isEqualTo(COMPOSER.compose(UPDATED).subject());
        assertThat(english.text()).doesNotContain("Ursache");
    }

    @Test
    void bothPartsCarryTheRecipientsOwnLinkAndNoOther() throws Exception {
        Multipart parts = (Multipart) parse(fill(OPENED)).getContent();
        ComposedMail mail = COMPOSER.compose(OPENED);
        String link = "https://updates.clicktime.example/unsubscribe/" + TOKEN;

        assertThat(text(parts, 0))
                .isEqualTo(filled(mail.text()))
                .contains("/unsubscribe/" + TOKEN, "/subscriptions/manage/" + MANAGE_TOKEN);
        assertThat(text(parts, 1)).isEqualTo(filled(mail.html())).contains("href=\"" + link + "\"");
    }

    private static String filled(String example) {
        return example.replace("/unsubscribe/example", "/unsubscribe/" + TOKEN)
                .replace("/subscriptions/manage/example", "/subscriptions/manage/" + MANAGE_TOKEN);
    }

    @Test
    void everyLineIsShortAsciiAndEndsWithCrLf() {
        String raw = new String(fill(UPDATED), StandardCharsets.ISO_8859_1);

        assertThat(raw.replace("\r\n", ""))
                .doesNotContain("\r")
                .doesNotContain("\n")
                .matches("[\\x09\\x20-\\x7e]+");
        assertThat(raw.split("\r\n", -1))
                .allSatisfy(line ->
                        assertThat(line).hasSizeLessThanOrEqualTo(line.startsWith("List-Unsubscribe: ") ? 998 : 100));
    }

    @Test
    void theSameEventIsTheSameMessageToTheByte() {
        assertThat(fill(UPDATED)).isEqualTo(fill(UPDATED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: victim@example.com",
                "x\nContent-Type: text/html",
                "x\r\n\r\n<script>alert(1)</script>",
                "x\u0000y",
                "x\u2028Bcc: v",
                "\u760d\u760aBcc: v",
                "=?UTF-8?Q?=0D=0ABcc:_v?="
            })
    void noWordOfTheOperatorBecomesAHeader(String words) throws Exception {
        Update update = with(
                update("upd-1", Status.INVESTIGATING, words, words, "2026-02-02T16:40:00Z", words),
                ChannelSelection.EVERYBODY,
                new ChannelTexts(Map.of(ChannelTexts.EMAIL_SUBJECT, words)));
        MimeMessage message = parse(fill(published(new IncidentOpened(outage(update), "upd-1"))));

        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("Content-Type")).hasSize(1);
        assertThat(message.getContent())
                .isInstanceOfSatisfying(
                        Multipart.class, parts -> assertThat(count(parts)).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nBcc: c@d.example",
                "a@b.example>",
                "a@b\u760d.example",
                "a b@c.example",
                "ü@b.example",
                ""
            })
    void anAddressThatCouldEndTheHeaderIsNotFilledIn(String address) {
        assertThatThrownBy(() -> COMPOSER.compose(OPENED).template().fill(address, KEY, TOKEN, MANAGE_TOKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("@");
    }

    @Test
    void theOperatorsHtmlIsShownAndNotRun() {
        Update update = update(
                "upd-x",
                Status.INVESTIGATING,
                "<b>bold</b> & \"quoted\"",
                "<i>me</i>",
                "2026-02-02T16:40:00Z",
                "<script>alert(1)</script>\n\n[x](javascript:alert(1))");

        String html = COMPOSER.compose(published(new IncidentOpened(outage(update), "upd-x")))
                .html();

        assertThat(html)
                .doesNotContain("<script>")
                .doesNotContain("=\"javascript:")
                .contains("&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;");
    }

    @Test
    void headingsInATextStandBelowTheMailsOwnAndLeaveNoLevelOut() {
        Update update = with(
                update("upd-x", Status.INVESTIGATING, null, null, "2026-02-02T16:40:00Z", """
                        ###### Six first

                        # One in the middle

                        #### Four"""),
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED);

        assertThat(COMPOSER.compose(published(new IncidentOpened(outage(update), "upd-x")))
                        .html())
                .contains("<h2>Six first</h2>", "<h2>One in the middle</h2>", "<h3>Four</h3>");
    }

    @Test
    void theOperatorsOwnSubjectIsTheWholeSubject() {
        Update update = with(
                DOWN,
                ChannelSelection.EVERYBODY,
                new ChannelTexts(Map.of(ChannelTexts.EMAIL_SUBJECT, "We are down, sorry")));

        assertThat(COMPOSER.compose(published(new IncidentOpened(outage(update), "upd-1")))
                        .subject())
                .isEqualTo("We are down, sorry");
    }

    @Test
    void theSubjectOfAMaintenanceInTheNextYearTellsTheYear() {
        Window january = new Window(
                Instant.parse("2024-01-06T18:00:00Z"), Instant.parse("2024-01-06T20:00:00Z"), ClickTime.PACIFIC);
        Update planned = update(
                "upd-m1", Status.SCHEDULED, "Database work", null, "2023-12-28T18:00:00Z", "We replace the database.");

        assertThat(COMPOSER.compose(published(
                                new MaintenanceScheduled(ClickTime.maintenance(january, null, planned), "upd-m1")))
                        .subject())
                .isEqualTo("[ClickTime] Database work – Sat, Jan 6, 2024, 10:00 am PST");
    }

    @Test
    void whoPreviewsIsWarnedOfWhatMailProgramsCut() {
        Update update = with(
                update(
                        "upd-1",
                        Status.INVESTIGATING,
                        null,
                        null,
                        "2026-02-02T16:40:00Z",
                        "ü".repeat(24_000) + " & ".repeat(300)),
                ChannelSelection.EVERYBODY,
                new ChannelTexts(Map.of(ChannelTexts.EMAIL_SUBJECT, "long ".repeat(40))));
        Update huge = with(
                update(
                        "upd-2",
                        Status.INVESTIGATING,
                        null,
                        null,
                        "2026-02-02T16:40:00Z",
                        "日".repeat(25_000) + "&".repeat(10_000)),
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED);

        assertThat(COMPOSER.compose(published(new IncidentOpened(outage(update), "upd-1")))
                        .warnings())
                .singleElement()
                .asString()
                .contains("subject");
        assertThat(COMPOSER.compose(published(new IncidentOpened(outage(huge), "upd-2")))
                        .warnings())
                .singleElement()
                .asString()
                .contains("100 KB");
    }

    private static int count(Multipart parts) {
        try {
            return parts.getCount();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Multipart parts, int index) throws Exception {
        return ((String) parts.getBodyPart(index).getContent()).replace("\r\n", "\n");
    }
}
