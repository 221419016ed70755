package org.incidentcomms.api.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ChannelTexts;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.Update;
import org.incidentcomms.service.problem.Violation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    private static final Instant NOW = Instant.parse("2026-02-03T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Slow|RESOLVED|Everything works as usual again.|-",
                "Slow|RESOLVED|Back to normal for most customers.|message",
                "Slow|RESOLVED|Some accounts are slow.|message",
                "Slow|RESOLVED|We continue to investigate.|message",
                "Slow|MONITORING|Some accounts are still slow.|-",
                "Slow|IDENTIFIED|The problem has been resolved.|message",
                "Slow|INVESTIGATING|We hope to be back to normal soon.|message",
                "Scheduled maintenance tonight|INVESTIGATING|We are on it.|title",
                "Something|INVESTIGATING|We are on it.|-"
            })
    void a_text_that_contradicts_the_status_is_asked_about(String title, Status status, String message, String field) {
        assertThat(Contradictions.in(incident(title, status, message)).stream().map(Violation::field))
                .containsExactlyElementsOf(field == null ? List.of() : List.of(field));
    }

    private static Incident incident(String title, Status status, String message) {
        Update only = new Update(
                "upd_1",
                "slow",
                status,
                null,
                message,
                null,
                List.of(),
                NOW,
                null,
                0,
                ChannelSelection.EVERYBODY,
                ChannelTexts.COMPOSED,
                List.of());
        return new Incident(
                "inc_1",
                "slow",
                1,
                IncidentKind.INCIDENT,
                title,
                status,
                Impact.MINOR,
                List.of(),
                NOW,
                NOW,
                NOW,
                status.isTerminal() ? NOW : null,
                null,
                null,
                List.of(only),
                null,
                false);
    }
}
