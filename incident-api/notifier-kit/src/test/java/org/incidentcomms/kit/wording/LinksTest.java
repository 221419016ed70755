package org.incidentcomms.kit.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.Postmortem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"https://status.example/base", "https://status.example/base/", "https://status.example/base//"})
    void linksHoldNoDoubleSlashHoweverTheBaseEnds(String base) {
        Links links = new Links(new Company("C", ZoneOffset.UTC, "@c", "C", "C", URI.create(base)));
        Postmortem analysis = new Postmortem(
                "p1", "what-happened", "What happened", "", null, Instant.EPOCH, ChannelSelection.NOBODY);

        assertThat(links.statusPage()).hasToString("https://status.example/base/");
        assertThat(links.post(analysis)).hasToString("https://status.example/base/posts/what-happened");
    }
}
