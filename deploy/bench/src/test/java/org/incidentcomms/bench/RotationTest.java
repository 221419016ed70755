package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {

    private final Rotation rotation = new Rotation(List.of("one", "two"));

    @Test
    void callsGoToEachInTurn() {
        assertThat(List.of(rotation.next(), rotation.next(), rotation.next())).containsExactly("one", "two", "one");
    }

    @Test
    void oneThatDoesNotAnswerIsLeftOutUntilItIsBack() {
        rotation.remove("two");
        assertThat(List.of(rotation.next(), rotation.next())).containsExactly("one", "one");
        rotation.add("two");
        assertThat(List.of(rotation.next(), rotation.next())).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void theOnlyOneIsCalledAllTheSameAndOtherServicesAreNoneOfIt() {
        rotation.remove("one");
        rotation.remove("two");
        rotation.add("notifier-email");
        assertThat(List.of(rotation.next(), rotation.next())).containsExactlyInAnyOrder("one", "two");
    }
}
