package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.blog.site.files.SiteDirectory;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;

/** What one event costs after a short and a long history; {@code -Dsite.incidents=10000} makes the latter longer. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class HistoryCostIT {
    private static final int SHORT = 100;
    private static final int LONG = Integer.getInteger("site.incidents", 700);
    private static final int EVENTS = 50;

    @Inject
    Stories stories;

    @Inject
    SiteWriter.Factory writers;

    @Test
    void anEventWritesAsManyFilesAfterALongHistoryAsAfterAShortOne() {
        assertThat(filesPerEvent(LONG)).isEqualTo(filesPerEvent(SHORT));
    }

    /** The histories differ in length only: each length is a multiple of what a page of any list holds. */
    private List<Long> filesPerEvent(int incidents) {
        List<Long> files = new ArrayList<>();
        List<Long> micros = new ArrayList<>();
        List<SiteWriter> writer = new ArrayList<>();
        try (SiteDirectory directory = stories.fresh("cost")) {
            SiteProjection projection = stories.projection(directory, build -> {
                writer.add(writers.on(build));
                return writer.getLast();
            });
            LongHistory.of(incidents).forEach(event -> projection.event(event, false));
            projection.caughtUp();
            ThreadMXBean thread = ManagementFactory.getThreadMXBean();
            for (int number = 0; number < EVENTS; number++) {
                PublishedEvent event = Told.incident("new_" + number, "New " + number, Impact.MAJOR)
                        .hitting("cmp_1", "Component 1", ComponentStatus.PARTIAL_OUTAGE)
                        .step(NOW.plusSeconds(number), Status.RESOLVED, null, "This is *what we know* now.");
                long written = writer.getLast().written();
                long began = thread.getCurrentThreadCpuTime();
                projection.event(event, false);
                projection.batchEnds();
                micros.add((thread.getCurrentThreadCpuTime() - began) / 1_000);
                files.add(writer.getLast().written() - written);
            }
        }
        micros.sort(null);
        System.out.printf(
                "site: event to disk with %d incidents: p50 %d µs, p99 %d µs of processor time%n",
                incidents, micros.get(micros.size() / 2), micros.get(micros.size() * 99 / 100));
        return files;
    }
}
