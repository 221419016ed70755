package org.incidentcomms.twitter.post;

import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentOpened;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An outage whose opening is to be posted to a strict X stub, from a real database. */
abstract class XChannelFixture {
    static final String PAGE = "https://status.clicktime.com/incidents/slow-log-in";

    XFixture fixture;
    Story outage;
    PublishedEvent opened;

    @BeforeEach
    void open() {
        fixture = new XFixture();
        outage = Story.incident("i1", "Slow log-in");
        opened = outage.says(IncidentOpened::new, Status.INVESTIGATING, "Log-in is slow & we <look> into it.");
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
