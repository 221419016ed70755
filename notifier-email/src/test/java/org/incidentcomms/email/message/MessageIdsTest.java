package org.incidentcomms.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.email.ClickTime.AUGUST_5;
import static org.incidentcomms.email.ClickTime.DIAGNOSING;
import static org.incidentcomms.email.ClickTime.DOWN;
import static org.incidentcomms.email.ClickTime.EVENING;
import static org.incidentcomms.email.ClickTime.PLANNED;
import static org.incidentcomms.email.ClickTime.corrected;
import static org.incidentcomms.email.ClickTime.maintenance;
import static org.incidentcomms.email.ClickTime.outage;
import static org.incidentcomms.email.ClickTime.published;
import static org.incidentcomms.email.ClickTime.with;

import java.util.Map;
import java.util.stream.IntStream;
import org.incidentcomms.email.ClickTime;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.incidentcomms.events.StatusEvent.IncidentUpdated;
import org.incidentcomms.events.StatusEvent.MaintenanceReminded;
import org.incidentcomms.events.StatusEvent.MaintenanceStarted;
import org.incidentcomms.events.Update;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

    @Test
    void theFirstMailAnswersTheRootThatIsNeverSent() {
        MessageIds ids = of(new IncidentOpened(outage(DOWN), "upd-1"));

        assertThat(ids.self()).isEqualTo("upd-1.update0");
        assertThat(ids.references()).containsExactly("inc-feb");
        assertThat(ids.inReplyTo()).isEqualTo("inc-feb");
    }

    @Test
    void aLaterMailNamesTheEarlierOnesAndAnswersTheLast() {
        MessageIds ids = of(new IncidentUpdated(outage(DOWN, DIAGNOSING, EVENING), "upd-3"));

        assertThat(ids.references()).containsExactly("inc-feb", "upd-1.update0", "upd-2.update0");
        assertThat(ids.inReplyTo()).isEqualTo("upd-2.update0");
    }

    @Test
    void updatesThatWereNotMailedAreNotNamed() {
        Update unmailed = with(
                DIAGNOSING,
                new ChannelSelection(Map.of("email", false, "twitter", true, "blog", true)),
                ChannelTexts.COMPOSED);

        MessageIds ids = of(new IncidentUpdated(outage(DOWN, unmailed, EVENING), "upd-3"));

        assertThat(ids.references()).containsExactly("inc-feb", "upd-1.update0");
    }

    @Test
    void aCorrectionAnswersWhatItCorrectsEvenWhenMoreWasSaidSince() {
        Update wrong = corrected(corrected(DIAGNOSING, "better"), "best");

        MessageIds ids = of(new IncidentCorrected(outage(DOWN, wrong, EVENING), "upd-2"));

        assertThat(ids.self()).isEqualTo("upd-2.correction2");
        assertThat(ids.inReplyTo()).isEqualTo("upd-2.update0");
        assertThat(ids.references()).containsExactly("inc-feb", "upd-1.update0", "upd-2.update0");
    }

    @Test
    void aReminderIsAnUpdateLikeAnyOtherSoThatLaterMailsCanNameIt() {
        Update reminder = ClickTime.update("upd-m9", Status.SCHEDULED, null, null, "2023-08-04T17:00:00Z", "Tomorrow.");
        Update started = ClickTime.update("upd-m10", Status.IN_PROGRESS, null, null, "2023-08-05T17:00:00Z", "Now.");

        MessageIds reminded = of(new MaintenanceReminded(maintenance(AUGUST_5, null, PLANNED, reminder), "upd-m9"));
        MessageIds begun =
                of(new MaintenanceStarted(maintenance(AUGUST_5, null, PLANNED, reminder, started), "upd-m10"));

        assertThat(reminded.inReplyTo()).isEqualTo("upd-m1.update0");
        assertThat(begun.inReplyTo()).isEqualTo(reminded.self());
    }

    @Test
    void aLongIncidentKeepsTheHeaderShort() {
        Update[] many = IntStream.range(0, 100)
                .mapToObj(i -> ClickTime.update("u" + i, Status.MONITORING, null, null, "2026-02-02T16:40:00Z", "x"))
                .toArray(Update[]::new);

        MessageIds ids = of(new IncidentUpdated(outage(many), "u99"));

        assertThat(ids.references())
                .hasSize(21)
                .startsWith("inc-feb", "u79.update0")
                .endsWith("u98.update0");
    }

    private static MessageIds of(Announcement announcement) {
        return MessageIds.of(published(announcement), announcement);
    }
}
