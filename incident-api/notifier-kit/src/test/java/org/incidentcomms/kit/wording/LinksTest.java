package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.IncidentKind;
import org.incidentcomms.events.Postmortem;
import org.incidentcomms.events.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final Incident PUBLIC = new Incident(
            "inc_1",
            "slow",
            1,
            IncidentKind.INCIDENT,
            "Slow",
            Status.INVESTIGATING,
            Impact.MINOR,
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null,
            null,
            List.of(),
            null,
            false,
            List.of(),
            null,
            java.util.Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {"https://status.example/base", "https://status.example/base/", "https://status.example/base//"})
    void linksHoldNoDoubleSlashHoweverTheBaseEnds(String base) {
        Links links = new Links(new Company("C", ZoneOffset.UTC, "@c", "C", "C", URI.create(base)));
        Postmortem analysis = new Postmortem(
                "p1", "what-happened", "What happened", "", null, Instant.EPOCH, ChannelSelection.NOBODY);

        assertThat(links.statusPage()).hasToString("https://status.example/base/");
        assertThat(links.post(PUBLIC, analysis)).hasToString("https://status.example/base/posts/what-happened");
    }

    @Test
    void whatIsNotPublicHasNoPageAndNoPost() {
        Links links = new Links(new Company("C", ZoneOffset.UTC, "@c", "C", "C", URI.create("https://status.example")));
        Postmortem analysis = new Postmortem(
                "p1", "what-happened", "What happened", "", null, Instant.EPOCH, ChannelSelection.EVERYBODY);
        Incident hidden = PUBLIC.limitedTo(List.of("eu"), false);
        Incident shown = PUBLIC.limitedTo(List.of("eu"), true);

        assertThat(links.incident(hidden)).hasToString("https://status.example/");
        assertThat(links.post(hidden, analysis)).hasToString("https://status.example/");
        assertThat(links.post(shown, analysis)).hasToString("https://status.example/posts/what-happened");
    }
}
