package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;
import org.incidentcomms.events.StatusEvent.IncidentEdited;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.testkit.fixtures.Scenario;
import org.junit.jupiter.api.Test;

/**
 * The contract of every mirroring channel, tested with the real broker, the real database and the channel's own remote
 * system: the remote copy equals the incident after every change. See {@link ChannelContract} for how to use it.
 */
public abstract class MirrorContract extends MirrorFaultContract {
    @Test
    void the_copy_follows_every_change() {
        startNotifier(QUICK);
        Scenario story = Scenario.incident("Followed alpha", Impact.MINOR);
        deliver(story.opens("First word."));
        deliver(story.says(Status.IDENTIFIED, "Second wodr."));
        assertThat(copy(story)).contains("Followed alpha", "First word.", "Second wodr.");

        deliver(story.edits("Second word."));
        assertThat(copy(story)).as("a silent edit").contains("Second word.").doesNotContain("wodr");

        deliver(story.corrects("Another second word."));
        assertThat(copy(story))
                .as("an announced correction")
                .contains("Another second")
                .doesNotContain("Second word.");

        deliver(story.takesBack());
        assertThat(copy(story))
                .as("one update withdrawn")
                .contains("First word.")
                .doesNotContain("Another second");

        deliver(story.isWithdrawn());
        assertThat(outside().copies()).as("all of it withdrawn").doesNotContainKey(id(story));
    }

    @Test
    void the_postmortem_is_published_changed_and_withdrawn() {
        startNotifier(QUICK);
        Scenario story = Scenario.incident("Analysed beta", Impact.MINOR);
        deliver(story.opens("It is slow."));
        deliver(story.says(Status.RESOLVED, "It is over."));
        deliver(story.analyses("It was the databse."));
        assertThat(copy(story)).contains("It was the databse.");

        deliver(story.editsAnalysis("It was the database."));
        assertThat(copy(story)).contains("It was the database.").doesNotContain("databse");

        deliver(story.withdrawsAnalysis());
        assertThat(copy(story)).contains("It is over.").doesNotContain("database");
    }

    @Test
    void exactly_the_updates_are_shown_that_name_it() {
        startNotifier(QUICK);
        ChannelSelection without =
                new ChannelSelection(Map.of(channel(fixture.dataSource()).notifyName(), false));
        Scenario unseen = Scenario.incident("Unseen gamma", Impact.MINOR).telling(without);
        PublishedEvent silent = unseen.opens("Not for all to see.");
        topic.publish(silent);
        assertThat(awaitReport(silent, DeliveryState.SKIPPED).reason()).isEqualTo("not_wanted");
        assertThat(outside().accepted()).isEmpty();

        Scenario story = Scenario.incident("Seen gamma", Impact.MINOR);
        deliver(story.opens("For all to see."));
        deliver(story.telling(without).says(Status.IDENTIFIED, "Not for all to see."));
        deliver(story.telling(ChannelSelection.EVERYBODY).says(Status.RESOLVED, "For all again."));
        assertThat(copy(story)).contains("For all to see.", "For all again.").doesNotContain("Not for all");
        deliver(story.takesBack());
        assertThat(copy(story)).contains("For all to see.").doesNotContain("For all again.");
    }

    @Test
    void an_incident_for_some_is_copied_only_while_it_is_public() {
        startNotifier(QUICK);
        Scenario story = Scenario.incident("Limited chi", Impact.MINOR).limitedTo("some-customers");
        PublishedEvent hidden = story.opens("For some customers.");
        topic.publish(hidden);
        DeliveryReport report = awaitReport(hidden, DeliveryState.SKIPPED);
        assertThat(report.reason()).isEqualTo("audience");
        assertThat(outside().copies()).doesNotContainKey(id(story));

        deliver(story.isPublic(true).event(IncidentEdited::new));
        assertThat(copy(story)).contains("For some customers.");

        deliver(story.isPublic(false).event(IncidentEdited::new));
        assertThat(outside().copies()).as("hidden again").doesNotContainKey(id(story));
    }

    @Test
    void an_empty_database_on_an_old_topic_copies_what_is_open_or_recent_and_nothing_else() {
        Duration reach = channel(fixture.dataSource()).firstStartReach();
        List<PublishedEvent> log = new ArrayList<>();
        Scenario open = Scenario.incident("Old and open iota", Impact.MAJOR).acceptedAgo(reach.plusDays(30));
        log.add(open.opens("Still open."));
        Scenario recent = Scenario.incident("Recent iota", Impact.MAJOR).acceptedAgo(reach.minusDays(1));
        log.add(recent.opens("Was open."));
        log.add(recent.says(Status.RESOLVED, "Is over."));
        Scenario withdrawn = Scenario.incident("Withdrawn iota", Impact.MAJOR).acceptedAgo(Duration.ofDays(1));
        log.add(withdrawn.opens("A secret."));
        log.add(withdrawn.isWithdrawn());
        for (int i = 0; i < 150; i++) {
            Scenario old = Scenario.incident("Over iota " + i, Impact.MAJOR).acceptedAgo(reach.plusDays(1));
            log.add(old.opens("Old word 1."));
            log.add(old.says(Status.RESOLVED, "Old word 2."));
        }
        topic.publish(log.toArray(PublishedEvent[]::new));
        outside().refuseNext(1); // whose copy it is: the age of its event must not make the first failure the last

        Notifier first = startNotifier(QUICK);
        Scenario fresh = Scenario.incident("Fresh iota", Impact.MINOR);
        deliver(fresh.opens("The word of now."));
        awaitReport(log.getFirst(), DeliveryState.DELIVERED);
        awaitReport(log.get(2), DeliveryState.DELIVERED);

        assertThat(outside().copies()).containsOnlyKeys(id(open), id(recent), id(fresh));
        assertThat(outside().accepted()).hasSize(3);
        awaitReport(log.getLast(), DeliveryState.SKIPPED);
        first.close();
        startNotifier(QUICK);
        deliver(fresh.says(Status.RESOLVED, "It is over."));
        assertThat(outside().accepted())
                .as("a second start copies nothing again")
                .hasSize(4);
    }

    @Test
    void keeps_secrets_out_of_its_logs() {
        outside().refuseNext(1);
        startNotifier(QUICK);
        deliver(Scenario.incident("Logged lambda", Impact.MINOR).opens("The word of lambda."));
        assertNoSecretIsLogged();
    }
}
