package org.incidentcomms.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicSpecTest {
    private final TopicSpec plan = TopicSpec.ALL.getFirst();

    @Test
    void a_topic_as_planned_has_no_differences() {
        Map<String, String> settings = new HashMap<>(plan.settings());
        settings.put("something.else", "whatever");

        assertThat(plan.differences(new TopicSpec.Actual(1, 3, settings), 3)).isEmpty();
    }

    @Test
    void more_partitions_and_another_policy_are_named() {
        Map<String, String> settings = new HashMap<>(plan.settings());
        settings.put("cleanup.policy", "delete");

        assertThat(plan.differences(new TopicSpec.Actual(3, 3, settings), 3))
                .containsExactly(
                        "status-events has 3 partitions, must have 1",
                        "status-events has cleanup.policy=delete, must have compact");
    }

    @Test
    void a_topic_made_while_brokers_were_away_is_named() {
        assertThat(plan.differences(new TopicSpec.Actual(1, 1, plan.settings()), 3))
                .singleElement()
                .asString()
                .startsWith("status-events has 1 copies, must have 3");
    }
}
