package org.incidentcomms.blog.publish;

import static org.incidentcomms.testkit.Patience.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.channel.MirrorChannel;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.contract.NotifierFixture;
import org.incidentcomms.testkit.fixtures.Scenario;

/**
 * Many changes of several incidents, mirrored by two replicas on one ledger: openings, updates, edits, corrections,
 * withdrawals of updates and of whole incidents, post-mortems. Every text is unlike every other.
 */
public final class ChangeStorm implements AutoCloseable {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 1_000, Duration.ofMinutes(30));
    private static final Set<DeliveryState> ENDS =
            Set.of(DeliveryState.DELIVERED, DeliveryState.SKIPPED, DeliveryState.FAILED);
    private static final int AT_ONCE = 8;

    private final NotifierFixture fixture = new NotifierFixture(List.of());
    private final List<Scenario> stories = new ArrayList<>();
    private final List<Incident> withdrawn = new ArrayList<>();
    private final Random random;
    private final String destination;
    private int texts;

    /** Starts two replicas, each with a channel of its own. */
    public ChangeStorm(MirrorChannel one, MirrorChannel other, long seed) {
        random = new Random(seed);
        destination = one.destination();
        fixture.start(one, QUICK);
        fixture.start(other, QUICK);
        await().until(() -> fixture.count("select count(*) from mirror_start") == 1);
    }

    /** Makes a batch of changes, one each of some incidents; {@code meanwhile} runs while they are mirrored. */
    public int batch(int most, Runnable meanwhile) {
        List<PublishedEvent> events = new ArrayList<>();
        int size = Math.min(AT_ONCE, most);
        while (stories.size() < size) {
            Scenario story = Scenario.incident("Story " + ++texts + ".", Impact.MINOR);
            stories.add(story);
            events.add(story.opens(text()));
        }
        for (int i = events.size(); i < size; i++) {
            change(i, events);
        }
        fixture.topic().publish(events.toArray(PublishedEvent[]::new));
        meanwhile.run();
        await("every change has an end").pollInterval(Duration.ofMillis(100)).until(() -> {
            Map<String, DeliveryReport> reports = fixture.topic().reports(destination);
            return events.stream().allMatch(event -> {
                DeliveryReport report = reports.get(event.id());
                return report != null && ENDS.contains(report.state());
            });
        });
        return events.size();
    }

    private void change(int place, List<PublishedEvent> events) {
        Scenario story = stories.get(place);
        int updates = story.incident().updates().size();
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> events.add(story.says(Status.IDENTIFIED, text()));
            case 4, 5 -> events.add(story.edits(text()));
            case 6, 7 -> events.add(story.corrects(text()));
            case 8, 9 -> events.add(updates > 1 ? story.takesBack() : story.says(Status.MONITORING, text()));
            case 10 -> events.add(story.analyses(text()));
            default -> {
                events.add(story.isWithdrawn());
                withdrawn.add(story.incident());
                Scenario next = Scenario.incident("Story " + ++texts + ".", Impact.MINOR);
                stories.set(place, next);
                events.add(next.opens(text()));
            }
        }
    }

    /** One word that is no part of another. */
    private String text() {
        return "Text-" + ++texts + "!";
    }

    /** The incidents that must be shown, as they are now. */
    public List<Incident> shown() {
        return stories.stream().map(Scenario::incident).toList();
    }

    public List<Incident> withdrawn() {
        return withdrawn;
    }

    /** Number of changes that were given up. */
    public long failed() {
        return fixture.count("select count(*) from dead_letter");
    }

    @Override
    public void close() {
        fixture.close();
    }
}
