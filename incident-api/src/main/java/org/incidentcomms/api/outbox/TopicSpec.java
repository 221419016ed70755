package org.incidentcomms.api.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.incidentcomms.events.Topics;

/**
 * How a topic must be.
 *
 * @param partitions as many exactly, or 0 where any number will do
 * @param settings values that must be as given
 */
record TopicSpec(String name, int partitions, Map<String, String> settings) {
    private static final Duration DAY = Duration.ofDays(1);

    static final List<TopicSpec> ALL = List.of(
            new TopicSpec(
                    Topics.STATUS_EVENTS,
                    1,
                    Map.of(
                            "cleanup.policy", "compact",
                            "min.compaction.lag.ms", millis(30),
                            "max.compaction.lag.ms", millis(60),
                            "max.message.bytes", Integer.toString(Topics.MAX_MESSAGE_BYTES))),
            new TopicSpec(Topics.DELIVERY_REPORTS, 0, Map.of("cleanup.policy", "delete", "retention.ms", millis(14))));

    private static String millis(long days) {
        return Long.toString(DAY.multipliedBy(days).toMillis());
    }

    /** A topic as it is. {@code copies} is the number of replicas of its partition that has fewest. */
    record Actual(int partitions, int copies, Map<String, String> settings) {}

    /**
     * What differs between this plan and the topic as it is, for people to read.
     *
     * @param copies how many there should be at least; a topic made while brokers were away has fewer for ever
     */
    List<String> differences(Actual actual, int copies) {
        List<String> found = new ArrayList<>();
        if (actual.copies() < copies) {
            found.add(name + " has " + actual.copies() + " copies, must have " + copies
                    + " (kafka-reassign-partitions adds them)");
        }
        int actualPartitions = actual.partitions();
        if (partitions > 0 && actualPartitions != partitions) {
            found.add(name + " has " + actualPartitions + " partitions, must have " + partitions);
        }
        new TreeMap<>(settings).forEach((key, wanted) -> {
            String value = actual.settings().get(key);
            if (!wanted.equals(value)) {
                found.add(name + " has " + key + "=" + value + ", must have " + wanted);
            }
        });
        return found;
    }
}
