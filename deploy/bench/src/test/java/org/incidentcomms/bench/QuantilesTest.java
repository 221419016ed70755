package org.incidentcomms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void aQuantileIsAMeasuredValueThatThatShareDoesNotExceed() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();
        assertThat(Quantiles.of(hundred)).isEqualTo(new Quantiles(100, 50, 99, 100));
        assertThat(Quantiles.of(List.of(7.0))).isEqualTo(new Quantiles(1, 7, 7, 7));
    }

    @Test
    void anEmptySampleHoldsNoBar() {
        assertThat(Quantiles.of(List.of()).isWithin(1_000, 1_000)).isFalse();
        assertThat(Quantiles.of(List.of(10.0)).isWithin(10, 10)).isTrue();
        assertThat(Quantiles.of(List.of(10.0)).isWithin(10, 9)).isFalse();
    }
}
