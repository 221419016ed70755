package org.incidentcomms.bench.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What dashboards and alerts showed.
 *
 * @param expressions their number, on all dashboards
 * @param empty those that no series answers
 * @param still those whose series have one value all the time
 * @param fired names of the alerts that fired
 */
public record DashboardReport(int expressions, List<String> empty, List<String> still, SortedSet<String> fired) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public DashboardReport {
        empty = List.copyOf(empty);
        still = List.copyOf(still);
    }

    /**
     * Evaluates every expression of the dashboards.
     *
     * @param folder with one JSON file for each dashboard
     */
    public static DashboardReport of(PrometheusServer prometheus, Path folder) throws InterruptedException {
        List<String> empty = new ArrayList<>();
        List<String> still = new ArrayList<>();
        int expressions = 0;
        for (Path file : dashboards(folder)) {
            for (String expression : expressions(file)) {
                expressions++;
                List<Series> series = prometheus.range(expression);
                if (series.isEmpty()) {
                    empty.add(file.getFileName() + ": " + expression);
                } else if (series.stream().noneMatch(Series::moves)) {
                    still.add(file.getFileName() + ": " + expression);
                }
            }
        }
        SortedSet<String> fired = new TreeSet<>();
        for (Series alert : prometheus.range("ALERTS{alertstate=\"firing\"}")) {
            fired.add(alert.labels().getOrDefault("alertname", ""));
        }
        return new DashboardReport(expressions, empty, still, fired);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("dashboards    %d expressions, %d without a value, %d that did not move%n"
                        .formatted(expressions, empty.size(), still.size()));
        empty.forEach(
                expression -> text.append("  no value: ").append(expression).append('\n'));
        still.forEach(expression -> text.append("  still: ").append(expression).append('\n'));
        return text.append("alerts fired  ")
                .append(fired.isEmpty() ? "none" : String.join(", ", fired))
                .append('\n')
                .toString();
    }

    private static List<Path> dashboards(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> expressions(Path dashboard) {
        try {
            JsonNode root = JSON.readTree(Files.readString(dashboard));
            return root.findValuesAsText("expr");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + dashboard, e);
        }
    }
}
