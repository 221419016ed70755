package org.incidentcomms.bench.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One time series of a range query. https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries */
record Series(Map<String, String> labels, List<Double> values) {

    Series {
        labels = Map.copyOf(labels);
        values = List.copyOf(values);
    }

    static Series of(JsonNode result) {
        Map<String, String> labels = new TreeMap<>();
        result.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        List<Double> values = result.path("values")
                .valueStream()
                .map(pair -> Double.valueOf(pair.path(1).asText().replace("Inf", "Infinity")))
                .toList();
        return new Series(labels, values);
    }

    /** Whether it has two different values; what a division by zero leaves is none. */
    boolean moves() {
        return values.stream().filter(value -> !value.isNaN()).distinct().count() > 1;
    }
}
