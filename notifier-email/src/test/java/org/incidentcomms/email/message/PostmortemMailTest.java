package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.email.ClickTime.DOWN;
import static org.incidentcomms.email.ClickTime.outage;
import static org.incidentcomms.email.ClickTime.published;
import static org.incidentcomms.email.message.FilledMails.COMPOSER;
import static org.incidentcomms.email.message.FilledMails.KEY;
import static org.incidentcomms.email.message.FilledMails.fill;
import static org.incidentcomms.email.message.FilledMails.parse;

import java.util.List;
import java.util.Map;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.junit.jupiter.api.Test;

/** How much of a post-mortem a mail has, and where it links to. */
class PostmortemMailTest {
    @Test
    void aLongPostMortemIsCutBetweenParagraphsAndTheRestIsLinked() {
        String body = "# What happened\n\n" + "A paragraph of the story.\n\n".repeat(3_700) + "The very end.";

        ComposedMail posted = COMPOSER.compose(analysed(body, ChannelSelection.EVERYBODY));
        ComposedMail unposted = COMPOSER.compose(
                analysed(body, new ChannelSelection(Map.of("email", true, "twitter", true, "blog", false))));

        assertThat(posted.subject()).isEqualTo("[ClickTime] Post-mortem: What happened on February 2nd");
        assertThat(posted.text())
                .contains("A paragraph of the story.")
                .contains("The rest is here: https://status.clicktime.example/posts/what-happened")
                .contains("Alex Mann")
                .doesNotContain("The very end.")
                .hasSizeLessThan(32_000);
        assertThat(posted.html())
                .contains("https://status.clicktime.example/posts/what-happened")
                .hasSizeLessThan(102_400);
        assertThat(posted.warnings()).isEmpty();
        assertThat(unposted.text())
                .as("without a post the incident's page has it")
                .contains("The rest is here: https://status.clicktime.example/incidents/slug-inc-feb")
                .doesNotContain("/posts/");
    }

    @Test
    void aMailAboutAnIncidentThatIsNotPublicLinksToNoPageOfItAndIsWhole() {
        String body = "A paragraph of the story.\n\n".repeat(3_700) + "The very end.";
        Incident limited = outage(DOWN).limitedTo(List.of("eu"), null);

        ComposedMail told = COMPOSER.compose(published(new IncidentOpened(limited, "upd-1")));
        ComposedMail analysed = COMPOSER.compose(limited(analysed(body, ChannelSelection.EVERYBODY)));

        for (ComposedMail mail : List.of(told, analysed)) {
            assertThat(mail.text() + mail.html())
                    .contains("https://status.clicktime.example/")
                    .doesNotContain("/incidents/slug")
                    .doesNotContain("/posts/");
        }
        assertThat(analysed.text()).contains("The very end.").doesNotContain("The rest is here");
    }

    private static PublishedEvent limited(PublishedEvent analysed) {
        PostmortemPublished data = (PostmortemPublished) analysed.data();
        return published(new PostmortemPublished(data.incident().limitedTo(List.of("eu"), null), data.updateId()));
    }

    @Test
    void aShortPostMortemIsWholeAndAnswersWhatWasSaidBefore() throws Exception {
        PublishedEvent analysed = analysed("It was the sessions.", ChannelSelection.EVERYBODY);

        assertThat(COMPOSER.compose(analysed).text())
                .contains("It was the sessions.")
                .doesNotContain("The rest is here");
        assertThat(parse(fill(analysed)).getHeader("In-Reply-To", null))
                .isEqualTo("<upd-1.update0." + KEY + "@mail.clicktime.example>");
    }

    private static PublishedEvent analysed(String body, ChannelSelection notify) {
        Postmortem postmortem = new Postmortem(
                "pmt-1",
                "what-happened",
                "What happened on February 2nd",
                body,
                "Alex Mann",
                DOWN.postedAt().plusSeconds(86_400),
                notify);
        return published(new PostmortemPublished(
                ClickTime.incident(
                        "inc-feb", IncidentKind.INCIDENT, "Performance issues", null, null, postmortem, DOWN),
                "pmt-1"));
    }
}
