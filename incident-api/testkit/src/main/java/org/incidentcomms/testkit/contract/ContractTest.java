package org.incidentcomms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.incidentcomms.events.DeliveryReport;
import org.incidentcomms.events.DeliveryState;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.kit.channel.Channel;
import org.incidentcomms.kit.notifier.Notifier;
import org.incidentcomms.kit.worker.RetryPolicy;
import org.incidentcomms.testkit.fixtures.StatusEventsTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What the contracts of announcing and mirroring channels have in common: the real broker, the real database, and the
 * channel's own remote system {@code S}. A channel's test extends one of them and provides the channel and its remote
 * system.
 *
 * <p>The tests mostly wait, so they run in parallel if JUnit is configured to; each has its own fixture and remote system.
 * Run them in a JVM without a running service, which would consume their events too.
 */
@Tag("contract")
@Execution(ExecutionMode.CONCURRENT)
abstract class ContractTest<C extends Channel<?>, S extends RemoteSystem> {
    static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(500), 5, Duration.ofMinutes(10));

    NotifierFixture fixture;
    StatusEventsTopic topic;
    LogCapture logs;

    /** Creates a channel over {@code dataSource}, whose schema is migrated; connected to {@link #outside}. */
    protected abstract C channel(DataSource dataSource);

    /** Location of the channel's own migrations, in addition to the kit's; empty if it has none. */
    protected abstract List<String> migrations();

    /** The remote system of this test; closed at the end. */
    protected abstract S outside();

    /** Texts that must never be in a log: addresses, passwords, tokens. */
    protected abstract List<String> secrets();

    @BeforeEach
    void start() {
        logs = LogCapture.open();
        outside().reset();
        fixture = new NotifierFixture(migrations());
        topic = fixture.topic();
    }

    @AfterEach
    void stop() {
        outside().reset();
        fixture.close();
        outside().close();
        logs.close();
    }

    /** Starts a notifier with the channel. */
    Notifier startNotifier(RetryPolicy policy) {
        return fixture.start(channel(fixture.dataSource()), policy);
    }

    /** Waits until the newest report of {@code event} has this state. */
    DeliveryReport awaitReport(PublishedEvent event, DeliveryState state) {
        return fixture.awaitReport(event, channel(fixture.dataSource()).destination(), state);
    }

    /** Fails if a secret is in a line that was logged since the start. */
    void assertNoSecretIsLogged() {
        assertThat(secrets()).isNotEmpty();
        assertThat(logs.lines())
                .isNotEmpty()
                .allSatisfy(line -> secrets().forEach(secret -> assertThat(line).doesNotContainIgnoringCase(secret)));
    }
}
