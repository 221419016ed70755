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
record TopicPlan(String name, int partitions, Map<String, String> settings) {
    private static final Duration DAY = Duration.ofDays(1);

    static final List<TopicPlan> ALL = List.of(
            new TopicPlan(
                    Topics.STATUS_EVENTS,
                    1,
                    Map.of(
                            "cleanup.policy", "compact",
                            "min.compaction.lag.ms", millis(30),
                            "max.compaction.lag.ms", millis(60),
                            "max.message.bytes", Integer.toString(Topics.MAX_MESSAGE_BYTES))),
            new TopicPlan(Topics.DELIVERY_REPORTS, 0, Map.of("cleanup.policy", "delete", "retention.ms", millis(14))));

    private static String millis(long days) {
        return Long.toString(DAY.multipliedBy(days).toMillis());
    }

    /** What differs between this plan and the topic as it is, for people to read. */
    List<String> differences(int actualPartitions, Map<String, String> actualSettings) {
        List<String> found = new ArrayList<>();
        if (partitions > 0 && actualPartitions != partitions) {
            found.add(name + " has " + actualPartitions + " partitions, must have " + partitions);
        }
        new TreeMap<>(settings).forEach((key, wanted) -> {
            String actual = actualSettings.get(key);
            if (!wanted.equals(actual)) {
                found.add(name + " has " + key + "=" + actual + ", must have " + wanted);
            }
        });
        return found;
    }
}
