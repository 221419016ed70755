package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    private static final Path FOLDER = DeployFiles.deploy("monitoring");
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\b(?:by|on|without) ?\\([^)]*\\)");
    private static final Pattern METRIC = Pattern.compile("\\b[a-zA-Z]+(?:_[a-z0-9]+)+\\b");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:[._][a-z]+)*)\"");
    private static final Pattern SUFFIX =
            Pattern.compile("(?:_seconds)?(?:_(?:total|count|sum|bucket|max))?$|_seconds_(?:count|sum|bucket)$");

    /** Functions of PromQL, and what its own labels are called. */
    private static final Set<String> PROMQL = Set.of("histogram_quantile");

    /** Of Micrometer and Agroal. */
    private static final Set<String> LIBRARIES = Set.of(
            "http_server_requests_seconds_count",
            "http_server_requests_seconds_sum",
            "jvm_memory_used_bytes",
            "process_cpu_usage",
            "system_cpu_count",
            "agroal_active_count",
            "agroal_awaiting_count");

    @Test
    void every_metric_named_exists() {
        Set<String> registered = registered();
        Set<String> unknown = expressions()
                .flatMap(expression -> METRIC.matcher(LABELS.matcher(expression).replaceAll(" "))
                        .results()
                        .map(found -> found.group()))
                .filter(name -> !PROMQL.contains(name) && !LIBRARIES.contains(name))
                .filter(name -> !registered.contains(name)
                        && !registered.contains(SUFFIX.matcher(name).replaceFirst("")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    @Test
    void every_alert_has_a_section_a_test_and_a_severity() {
        String runbook = DeployFiles.text(FOLDER.resolve("RUNBOOK.md"));
        String tests = DeployFiles.text(FOLDER.resolve("rules.test.yaml"));

        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.at("/alert").asText();
            assertThat(runbook).contains("\n## " + name + "\n");
            assertThat(tests).contains("alertname=\"" + name + "\"");
            assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("RUNBOOK.md#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void every_section_has_its_alert() {
        List<String> names = alerts().map(alert -> alert.at("/alert").asText()).toList();
        Stream<String> sections = DeployFiles.text(FOLDER.resolve("RUNBOOK.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3));

        assertThat(sections).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Only where promtool (Debian: prometheus) is. */
    @Test
    void prometheus_takes_the_rules_and_they_fire() {
        DeployFiles.program("promtool").ifPresent(promtool -> {
            DeployFiles.Output checked = DeployFiles.run(FOLDER, promtool, "check", "rules", "rules.yaml");
            assertThat(checked.exitCode()).as(checked.text()).isZero();
            DeployFiles.Output tested = DeployFiles.run(FOLDER, promtool, "test", "rules", "rules.test.yaml");
            assertThat(tested.exitCode()).as(tested.text()).isZero();
        });
    }

    private static Stream<JsonNode> alerts() {
        return DeployFiles.yaml(FOLDER.resolve("rules.yaml"))
                .at("/groups/0/rules")
                .valueStream();
    }

    private static Stream<String> expressions() {
        List<Path> dashboards = DeployFiles.files(FOLDER.resolve("dashboards"), ".json");
        assertThat(dashboards).hasSize(1 + DeployFiles.SERVICES.size());
        // JSON is YAML.
        return Stream.concat(Stream.of(FOLDER.resolve("rules.yaml")), dashboards.stream())
                .flatMap(file -> DeployFiles.yaml(file).findValuesAsText("expr").stream());
    }

    /** The names in the sources, as Prometheus writes them: every literal of a file that registers a meter. */
    private static Set<String> registered() {
        Stream<String> names = Stream.of("incident-api", "notifier-email", "notifier-twitter", "notifier-blog")
                .map(service -> DeployFiles.TOP.resolve(service))
                .flatMap(service -> DeployFiles.files(service, ".java").stream())
                .filter(file -> file.toString().contains("/src/main/"))
                .map(DeployFiles::text)
                .filter(text -> text.contains("io.micrometer.core.instrument"))
                .flatMap(text -> LITERAL.matcher(text).results().map(found -> found.group(1)));
        // The schedulers add what they measure to their name.
        Stream<String> schedulers = Stream.of("maintenance", "publication")
                .flatMap(it -> Stream.of(it + ".schedule.lag", it + ".schedule.due"));
        return Stream.concat(names, schedulers)
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
