package org.incidentcomms.testkit.contract;

import java.time.Duration;
import java.util.List;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A notifier on the real broker and database, and a remote system in memory that takes as long as a test likes. */
@Execution(ExecutionMode.CONCURRENT)
abstract class FanOut {
    static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 3, Duration.ofMinutes(10));

    final PretendRemoteSystem outside = new PretendRemoteSystem();
    NotifierFixture fixture;

    @BeforeEach
    void start() {
        fixture = new NotifierFixture(List.of());
    }

    @AfterEach
    void stop() {
        outside.reset();
        fixture.close();
    }

    /** How many messages with this text were taken. */
    int told(String text) {
        return (int) outside.accepted().stream()
                .filter(message -> message.text().contains(text))
                .count();
    }
}
