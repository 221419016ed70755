package org.incidentcomms.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelayChoiceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Relay one = relay(1);
    private final Relay other = relay(3);
    private final RelayChoice choice = new RelayChoice(List.of(one, other), 8, new SplittableRandom(1));
    private long now = SECOND;

    @Test
    void messagesAreSharedByWeight() {
        int toOne = 0;
        for (int i = 0; i < 1000; i++) {
            toOne += choose() == one ? 1 : 0;
        }

        assertThat(toOne).isBetween(200, 300);
    }

    @Test
    void aRelayNeverHasMoreThanItsShareOfTheConnections() {
        Set<Relay> busy = new HashSet<>();
        accept(one, SECOND / 100);
        accept(other, SECOND / 100);
        for (int i = 0; i < 100; i++) {
            Relay chosen = choose();
            if (chosen != null) {
                busy.add(chosen);
                connect(chosen);
                accept(chosen, SECOND / 100); // lets it grow
            }
        }

        assertThat(busy).containsExactlyInAnyOrder(one, other);
        assertThat(one.busy()).isEqualTo(2);
        assertThat(other.busy()).isEqualTo(6);
    }

    @Test
    void aRelayThatTakesFarLongerGetsOneMessageAtATime() {
        accept(one, SECOND / 100);
        accept(other, 2 * SECOND);
        connect(other);

        for (int i = 0; i < 100; i++) {
            assertThat(choose()).isEqualTo(one);
        }
    }

    @Test
    void soDoesOneThatHasNotAnsweredForLong() {
        accept(one, SECOND / 100);
        accept(other, SECOND / 100);
        connect(other);
        now += SECOND;

        for (int i = 0; i < 100; i++) {
            assertThat(choose()).isEqualTo(one);
        }
    }

    @Test
    void aRelayThatFailedIsLeftOutWhileTheOtherWorks() {
        one.health().failed(now, true);
        for (int i = 0; i < 100; i++) {
            assertThat(choose()).isEqualTo(other);
        }

        other.health().failed(now + 1, true);
        assertThat(choose()).as("the one whose pause ends first").isEqualTo(one);
    }

    private @Nullable Relay choose() {
        return choice.choose(Set.of(), false, now);
    }

    private SmtpConnection connect(Relay relay) {
        relay.take(false, now);
        SmtpConnection connection = new SmtpConnection(relay, new Properties());
        relay.connected(connection, now);
        return connection;
    }

    /** A message that took this long. */
    private void accept(Relay relay, long nanos) {
        SmtpConnection connection = connect(relay);
        relay.accepted(connection, now + nanos);
        relay.discard(connection);
    }

    private static Relay relay(int weight) {
        Duration second = Duration.ofSeconds(1);
        return new Relay(new SmtpServer(
                "127.0.0.1",
                25,
                SmtpSecurity.NONE,
                null,
                null,
                8,
                null,
                second,
                second,
                second,
                second,
                second,
                weight));
    }
}
