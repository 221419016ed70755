package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    private final TopicPlan plan = TopicPlan.ALL.getFirst();

    @Test
    void a_topic_as_planned_has_no_differences() {
        Map<String, String> settings = new HashMap<>(plan.settings());
        settings.put("something.else", "whatever");

        assertThat(plan.differences(1, settings)).isEmpty();
    }

    @Test
    void more_partitions_and_another_policy_are_named() {
        Map<String, String> settings = new HashMap<>(plan.settings());
        settings.put("cleanup.policy", "delete");

        assertThat(plan.differences(3, settings))
                .containsExactly(
                        "status-events has 3 partitions, must have 1",
                        "status-events has cleanup.policy=delete, must have compact");
    }
}
