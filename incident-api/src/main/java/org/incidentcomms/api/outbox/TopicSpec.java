package org.incidentcomms.api.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.incidentcomms.events.Topics;

/**
 * The required configuration of a topic.
 *
 * @param partitions exact number, or 0 for any
 * @param settings required values
 */
record TopicSpec(String name, int partitions, Map<String, String> settings) {
    private static final Duration REPORTS_KEPT = Duration.ofDays(14);

    static final List<TopicSpec> ALL = List.of(
            new TopicSpec(Topics.STATUS_EVENTS, 1, Topics.STATUS_EVENTS_SETTINGS),
            new TopicSpec(
                    Topics.DELIVERY_REPORTS,
                    0,
                    Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(REPORTS_KEPT.toMillis()))));

    /** A topic's actual configuration. {@code copies} is the lowest number of replicas of any partition. */
    record Actual(int partitions, int copies, Map<String, String> settings) {}

    /**
     * Returns the differences between this specification and the actual topic, as text.
     *
     * @param copies required number of replicas at least; a topic created while brokers were unavailable keeps fewer
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
