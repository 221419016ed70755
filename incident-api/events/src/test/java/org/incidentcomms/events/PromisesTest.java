package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.incidentcomms.events.StatusEvent.IncidentEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an incident promises: only what its newest update does. */
class PromisesTest {
    private static final Instant HALF_PAST_SEVEN = Instant.parse("2015-02-17T19:30:00Z");

    @Test
    void scopeAndNextUpdateAreThoseOfTheNewestUpdate() {
        Incident incident = read();

        assertThat(incident.scope()).isEqualTo("Some customers in Europe");
        assertThat(incident.nextUpdateAt()).isEqualTo(HALF_PAST_SEVEN);
    }

    @Test
    void anUpdateWithoutThemEndsThem() {
        Incident incident = with(Status.IDENTIFIED, null);

        assertThat(incident.scope()).isNull();
        assertThat(incident.nextUpdateAt()).isNull();
    }

    @Test
    void nothingIsPromisedOnceItHasEnded() {
        assertThat(with(Status.IDENTIFIED, HALF_PAST_SEVEN).nextUpdateAt()).isEqualTo(HALF_PAST_SEVEN);
        assertThat(with(Status.RESOLVED, HALF_PAST_SEVEN).nextUpdateAt()).isNull();
    }

    private static Incident with(Status status, @Nullable Instant nextUpdateAt) {
        Incident before = read();
        Update last = before.updates().getLast().with(null, nextUpdateAt, false);
        return new Incident(
                before.id(),
                before.slug(),
                before.version(),
                before.kind(),
                before.title(),
                status,
                before.impact(),
                before.components(),
                before.startedAt(),
                before.createdAt(),
                before.updatedAt(),
                null,
                null,
                null,
                java.util.List.of(before.updates().getFirst(), last),
                null,
                false);
    }

    private static Incident read() {
        Sample sample = Sample.events().stream()
                .filter(one -> one.name().equals("v1.2/incident.updated.json"))
                .findFirst()
                .orElseThrow();
        return ((IncidentEvent) new EventCodec()
                        .decode(sample.headers(), Sample.bytes(sample.data()))
                        .data())
                .incident();
    }
}
