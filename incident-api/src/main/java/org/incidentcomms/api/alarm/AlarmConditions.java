package org.incidentcomms.api.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.api.alarm.ParkedChannels.Found;

/** The conditions that operators are told of. */
@ApplicationScoped
class AlarmConditions {
    private static final Duration FAILURES_OF = Duration.ofDays(1);

    private final AlarmStore store;
    private final AlarmConfig config;

    AlarmConditions(AlarmStore store, AlarmConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Those present at {@code now}. */
    List<Alarm> at(Instant now, Found channels) {
        List<Alarm> present = new ArrayList<>();
        store.overdueUpdates(now)
                .forEach(found -> present.add(new Alarm(
                        "overdue " + found.id() + " " + found.at(),
                        "The next update of \"" + found.title() + "\" was promised by " + found.at()
                                + " and is overdue. Incident " + found.id())));
        store.quietIncidents(now.minus(config.quietAfter()))
                .forEach(found -> present.add(new Alarm(
                        "quiet " + found.id() + " " + found.at(),
                        "\"" + found.title() + "\" is open, and the last update was posted at " + found.at()
                                + ". Incident " + found.id())));
        store.draftsByAlerts()
                .forEach(found -> present.add(new Alarm(
                        "draft " + found.id(),
                        "An alert wrote a draft: \"" + found.title() + "\". Publish or delete it. Draft "
                                + found.id())));
        store.unpublishedDrafts()
                .forEach(found -> present.add(new Alarm(
                        "unpublished " + found.id() + " " + found.at(),
                        "A scheduled publication failed: \"" + found.title()
                                + "\". Publish, change or delete it. Draft " + found.id())));
        store.failingDeliveries(now.minus(FAILURES_OF))
                .forEach(found -> present.add(new Alarm(
                        "failing " + found.id() + " " + found.title(),
                        "Deliveries to " + found.title() + " fail. Incident " + found.id())));
        channels.parked()
                .forEach(destination -> present.add(new Alarm(
                        parkedKey(destination),
                        "The channel " + destination + " is parked: it sends nothing until its cause is fixed.")));
        return present.stream().distinct().toList();
    }

    private static String parkedKey(String destination) {
        return "parked " + destination;
    }

    /** The keys of conditions that may last, although they cannot be seen now. */
    static List<String> unknown(Found channels) {
        return channels.unknown().stream().map(AlarmConditions::parkedKey).toList();
    }
}
