package org.incidentcomms.blog.site.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.incidentcomms.blog.site.Told;
import org.incidentcomms.blog.site.statuspage.StatuspageJson.Notice;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.incidentcomms.events.Update;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Links;
import org.junit.jupiter.api.Test;

class NoticeMapperTest {
    private static final Instant NOW = Instant.parse("2026-03-10T18:05:30Z");
    private static final ZoneId ZONE = ZoneId.of("Etc/UTC");

    private final NoticeMapper german = new NoticeMapper(
            "page",
            new Timestamps(ZONE),
            new Links(new Company("Acme", ZONE, "@acme", "Acme", "support", URI.create("https://acme.example/de"))),
            "de");

    /** A change of any component maps every incident again. */
    @Test
    void aTranslatedTextIsRenderedOnceHoweverOftenItsIncidentIsMapped() {
        Update.Translation translation = new Update.Translation(null, "Die **Anmeldung** ist langsam.");
        Incident incident = ((IncidentEvent) Told.incident("slow", "Slow", Impact.MINOR)
                        .translated(NOW, Status.INVESTIGATING, "Logging in is slow.", "de", "Langsam", translation)
                        .data())
                .incident();

        Notice notice = notice(incident);

        assertThat(notice.name()).isEqualTo("Langsam");
        assertThat(body(notice)).isEqualTo("Die Anmeldung ist langsam.");
        assertThat(body(notice(incident))).isSameAs(body(notice));
    }

    private Notice notice(Incident incident) {
        return german.notice(incident, Map.of(), component -> null);
    }

    private static String body(Notice notice) {
        return notice.incidentUpdates().getFirst().body();
    }
}
