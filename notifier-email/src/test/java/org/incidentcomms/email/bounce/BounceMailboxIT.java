package org.incidentcomms.email.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.incidentcomms.testkit.Patience.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.MessagingException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.incidentcomms.email.EmailService;
import org.incidentcomms.email.bounce.BounceConfig.ImapSecurity;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.SettableClock;
import org.junit.jupiter.api.Test;

/** Reading an IMAP mailbox: each message counts once, is moved, and is lost in no failure. */
@QuarkusTest
@EmailService
class BounceMailboxIT extends BounceMailboxFixture {
    @Test
    void everySampleHasItsEffectAndIsMoved() throws MessagingException {
        Map<String, Listed> people = new HashMap<>();
        for (String name : BounceSamples.names().toList()) {
            Listed person = subscriber();
            people.put(name, person);
            arrives(name, person);
        }

        while (mailbox().read(() -> true)) {}

        people.forEach((name, person) -> {
            String expected = BounceSamples.expectation(name);
            String state = expected.endsWith(BounceSamples.UNSIGNED)
                    ? "active"
                    : expected.startsWith("hard") ? "quarantined" : expected.equals("complaint") ? "gone" : "active";
            assertThat(state(person)).as(name + ": " + expected).isEqualTo(state);
        });
        long unknown = people.keySet().stream()
                .map(BounceSamples::expectation)
                .filter(expected -> expected.equals("unknown") || expected.endsWith(BounceSamples.UNSIGNED))
                .count();
        assertThat(count("INBOX")).isZero();
        assertThat(count(BounceMailbox.UNKNOWN)).isEqualTo((int) unknown);
        assertThat(count(BounceMailbox.PROCESSED)).isEqualTo((int) (people.size() - unknown));
    }

    @Test
    void aReportWhoseReaderDiedBeforeMovingItCountsOnce() throws MessagingException {
        Listed pat = subscriber();
        arrives(USER_UNKNOWN, pat);
        BounceMailbox dies = new BounceMailbox(settings(), parser, (report, id) -> {
            bounces.apply(report, id);
            throw new AssertionError("killed");
        });

        assertThatThrownBy(() -> dies.read(() -> true)).hasMessage("killed");
        assertThat(count("INBOX")).isEqualTo(1);
        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(bounceRows(pat)).isEqualTo(1);
        assertThat(count("INBOX")).isZero();
        assertThat(changes(pat, "quarantined")).isEqualTo(1);
    }

    @Test
    void aMessageThatCannotBeAppliedIsPutAsideAndTheNextOneIsRead() throws MessagingException {
        Listed pat = subscriber();
        arrives("challenge.eml", pat);
        arrives(USER_UNKNOWN, pat);
        BounceMailbox reader = new BounceMailbox(settings(), parser, (report, id) -> {
            if (report instanceof BounceReport.NoFailure) {
                throw new IllegalArgumentException("pat@customer.example");
            }
            return bounces.apply(report, id);
        });

        assertThat(reader.read(() -> true)).isFalse();

        assertThat(count("INBOX")).isZero();
        assertThat(count(BounceMailbox.UNKNOWN)).isEqualTo(1);
        assertThat(state(pat)).isEqualTo("quarantined");
    }

    @Test
    void whileTheDatabaseIsAwayAMessageStaysInTheMailbox() {
        arrives("challenge.eml", subscriber());
        BounceMailbox reader = new BounceMailbox(settings(), parser, (report, id) -> {
            throw new IllegalStateException(new SQLException("away", "08006"));
        });

        assertThatThrownBy(() -> reader.read(() -> true)).isInstanceOf(IllegalStateException.class);

        assertThat(count("INBOX")).isEqualTo(1);
    }

    @Test
    void twoReportsOfOneMailCountOnceAndOfTwoMailsTwice() throws MessagingException {
        Listed pat = subscriber();
        String report = samples(pat).raw("postfix-mailbox-full.eml");
        arrives(report);
        arrives(report.replace("REPORT@", "ANOTHER@"));
        arrives(report.replace("REPORT@", "THIRD@").replace("<upd_01.", "<upd_02."));

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(bounceRows(pat)).isEqualTo(2);
    }

    @Test
    void aReportWithoutTheMailCountsOnceADay() throws MessagingException {
        Listed pat = subscriber();
        String report = samples(pat).raw("yahoo-quota.eml").split("--- Below", 2)[0];
        arrives(report);
        arrives(report.replace("TEXT@", "ANOTHER@"));

        assertThat(mailbox().read(() -> true)).isFalse();

        assertThat(bounceRows(pat)).isEqualTo(1);
    }

    @Test
    void oneReplicaReadsAtATimeAndAnotherTakesOverFromOneThatDied() {
        String mailbox = "imap.example:993 " + UUID.randomUUID();
        SettableClock clock = new SettableClock(Instant.parse("2026-02-02T16:40:00Z"));
        MailboxLease first = new MailboxLease(dataSource, clock);
        MailboxLease second = new MailboxLease(dataSource, clock);

        assertThat(first.take(mailbox)).isTrue();
        assertThat(second.take(mailbox)).isFalse();
        clock.pass(MailboxLease.LENGTH.minusSeconds(1));
        assertThat(second.take(mailbox)).isFalse();
        assertThat(first.take(mailbox)).isTrue();
        clock.pass(MailboxLease.LENGTH);
        assertThat(second.take(mailbox)).isTrue();
        assertThat(first.take(mailbox)).isFalse();
        second.release(mailbox);
        assertThat(first.take(mailbox)).isTrue();
    }

    @Test
    void aMailboxThatIsAwayShowsInHealthAndIsReadWhenItIsBack() {
        Listed pat = subscriber();
        arrives(USER_UNKNOWN, pat);
        int port = Ports.free();
        Config config = new Config(new Config.Server(port), Duration.ofSeconds(1));
        BouncePoller poller = new BouncePoller(
                config, parser, bounces, new MailboxLease(dataSource, Clock.systemUTC()), Clock.systemUTC());
        poller.start(new StartupEvent());
        GreenMail later = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        try {
            await().until(() -> "unreachable".equals(poller.state().reason()));
            assertThat(new BounceMailboxHealth(poller).call().getData().orElseThrow())
                    .containsEntry("state", "degraded")
                    .containsEntry("reason", "unreachable");
            later.start();
            user = later.setUser("bounces@clicktime.example", USER, PASSWORD);
            arrives(USER_UNKNOWN, pat);

            await().until(() -> state(pat).equals("quarantined"));
            await().until(() -> poller.state().reason() == null);
        } finally {
            poller.stop(new ShutdownEvent());
            later.stop();
        }
    }

    @Test
    void whatIsMissingInTheSettingsIsNamed() {
        Config config = new Config(new Config.Server(143), Duration.ofMillis(10));
        assertThatThrownBy(() -> ImapMailbox.of("imap.example", config)).hasMessageContaining("BOUNCE_POLL_INTERVAL");
        assertThatThrownBy(() -> ReturnPaths.perSubscriber("bounces-of-status-mails@clicktime.example", links))
                .hasMessageContaining("BOUNCE_ADDRESS");
    }

    /** Settings of a mailbox on this machine. */
    private record Config(Server imap, Duration pollInterval) implements BounceConfig {
        @Override
        public Optional<String> address() {
            return Optional.of("bounces@clicktime.example");
        }

        record Server(int onPort) implements Imap {
            @Override
            public Optional<String> host() {
                return Optional.of("127.0.0.1");
            }

            @Override
            public Optional<Integer> port() {
                return Optional.of(onPort);
            }

            @Override
            public Optional<String> username() {
                return Optional.of(USER);
            }

            @Override
            public Optional<String> password() {
                return Optional.of(PASSWORD);
            }

            @Override
            public Optional<String> passwordFile() {
                return Optional.empty();
            }

            @Override
            public Optional<ImapSecurity> security() {
                return Optional.empty();
            }

            @Override
            public String folder() {
                return "INBOX";
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(5);
            }
        }
    }
}
