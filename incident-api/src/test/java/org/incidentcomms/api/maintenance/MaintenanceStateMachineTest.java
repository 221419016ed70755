package org.incidentcomms.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.incidentcomms.events.Status;
import org.incidentcomms.service.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceStateMachineTest {
    @ParameterizedTest
    @CsvSource({
        "SCHEDULED,SCHEDULED",
        "SCHEDULED,IN_PROGRESS",
        "SCHEDULED,COMPLETED",
        "IN_PROGRESS,VERIFYING",
        "IN_PROGRESS,COMPLETED",
        "VERIFYING,IN_PROGRESS",
        "VERIFYING,COMPLETED",
        "COMPLETED,COMPLETED",
        "CANCELLED,CANCELLED"
    })
    void these_follow(Status from, Status to) {
        assertThatNoException().isThrownBy(() -> MaintenanceStateMachine.check(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS,SCHEDULED,409",
        "VERIFYING,SCHEDULED,409",
        "COMPLETED,IN_PROGRESS,409",
        "CANCELLED,SCHEDULED,409",
        "SCHEDULED,CANCELLED,409",
        "SCHEDULED,RESOLVED,422",
        "IN_PROGRESS,INVESTIGATING,422"
    })
    void these_do_not(Status from, Status to, int status) {
        assertThatThrownBy(() -> MaintenanceStateMachine.check(from, to))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }
}
