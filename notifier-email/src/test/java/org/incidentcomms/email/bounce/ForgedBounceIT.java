package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Locale;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.email.subscriber.LinkTokens;
import org.junit.jupiter.api.Test;

/** A report that no return path of ours proves changes nothing. */
@QuarkusTest
@EmailService
class ForgedBounceIT extends BounceMailboxFixture {
    @Test
    void aForgedOrTruncatedReturnPathChangesNothingAlthoughTheReportNamesTheMail() throws MessagingException {
        Listed pat = subscriber();
        String token = links.signReturnPath(pat.key()).toUpperCase(Locale.ROOT);
        String report = samples(pat).raw("postfix-user-unknown.eml");
        arrives(report.replace(token, token.substring(0, 47) + (token.endsWith("0") ? "1" : "0")));
        arrives(report.replace(token, token.substring(0, 40)));
        arrives(report.replace(
                token, new LinkTokens(List.of("not the secret of this service")).signReturnPath(pat.key())));

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(state(pat)).isEqualTo("active");
        assertThat(bounceRows(pat)).isZero();
        assertThat(count(BounceMailbox.UNKNOWN)).isEqualTo(3);
    }

    @Test
    void aRecipientKeyThatNoReturnPathSignsIsNotBelieved() throws MessagingException {
        Listed pat = subscriber();
        String signed = returnPaths.of(pat.key()).toUpperCase(Locale.ROOT);
        String answered = "In-Reply-To: <upd_01.update0." + pat.key() + "@mail.clicktime.example>\r\n";
        arrives(samples(pat).raw(USER_UNKNOWN).replace(signed, "bounces@clicktime.example"));
        arrives(samples(pat).raw("ses-complaint.eml").replace(signed, "bounces@clicktime.example"));
        arrives("From: MAILER-DAEMON@x.example\r\nTo: bounces@clicktime.example\r\nSubject: failure notice\r\n"
                + answered
                + "Message-ID: <fake@x.example>\r\n\r\nThis is the mail system.\r\n550 5.1.1 user unknown\r\n");

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(state(pat)).isEqualTo("active");
        assertThat(bounceRows(pat)).isZero();
        assertThat(count(BounceMailbox.UNKNOWN)).isEqualTo(3);
    }
}
