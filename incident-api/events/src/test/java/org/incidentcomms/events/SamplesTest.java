package org.incidentcomms.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleReadsBackAndReEncodesToTheSame(Sample sample) {
        PublishedEvent read = codec.decode(sample.headers(), Sample.bytes(sample.data()));

        assertThat(Sample.tree(codec.encode(read.data()))).isEqualTo(sample.data());
        assertThat(codec.headers(read)).isEqualTo(sample.headers());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsNamedAfterItsTypeAndItsAggregate(Sample sample) {
        PublishedEvent read = codec.decode(sample.headers(), Sample.bytes(sample.data()));

        assertThat(sample.name()).endsWith("/" + read.type().wire() + ".json");
        assertThat(read.id())
                .isEqualTo(PublishedEvent.idOf(
                        read.data().aggregateId(), read.data().aggregateVersion()));
        assertThat(sample.headers()).containsEntry(EventCodec.SUBJECT, read.subject());
    }

    @Test
    void theSampleReportReadsBackAndReEncodesToTheSame() {
        assertThat(Sample.reports())
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(
                                Sample.tree(codec.encode(codec.decodeReport(Sample.bytes(sample.tree())))))
                        .isEqualTo(sample.tree()));
    }

    @Test
    void everyTypeHasASample() {
        assertThat(Sample.events().stream().map(Sample::type)).containsAll(Arrays.asList(EventType.values()));
    }

    static Stream<Sample> samples() {
        return Sample.events().stream();
    }
}
