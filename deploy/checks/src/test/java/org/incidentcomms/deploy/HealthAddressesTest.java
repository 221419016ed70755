package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** incident-api asks each notifier's health where the recipe has it: on the management port, not beside the API. */
class HealthAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "compose/compose.yaml, notifier-%s:9000",
        "kubernetes/base/incident-api.yaml, notifier-%s:9000",
        "systemd/etc/incident-api.env, 127.0.0.1:%s"
    })
    void a_recipe_names_the_management_port_of_every_notifier(String file, String place) {
        String recipe = DeployFiles.text(DeployFiles.deploy(file));
        Stream.of("email", "twitter", "blog").forEach(notifier -> {
            boolean isOneMachine = place.startsWith("127");
            String at = place.formatted(isOneMachine ? managementPort(notifier) : notifier);
            assertThat(recipe)
                    .containsPattern("NOTIFIER_" + notifier.toUpperCase(java.util.Locale.ROOT)
                            + "_HEALTH_URL\\W+(value\\W+)?http://" + at + "/q/health\\b");
        });
    }

    @ParameterizedTest
    @CsvSource({"email", "twitter", "blog"})
    void in_kubernetes_that_port_can_be_reached(String notifier) {
        var documents = DeployFiles.yamlDocuments(
                DeployFiles.text(DeployFiles.deploy("kubernetes/base/notifier-" + notifier + ".yaml")));
        assertThat(documents.stream()
                        .filter(it -> it.at("/kind").asText().equals("Service"))
                        .flatMap(it -> Stream.of(it.at("/spec/ports").findValuesAsText("port"))))
                .singleElement()
                .satisfies(ports -> assertThat(ports).contains("9000"));
        assertThat(DeployFiles.text(DeployFiles.deploy("kubernetes/base/network-policies.yaml")))
                .containsPattern("app: incident-api}}}]\\s+ports: \\[\\{port: http}, \\{port: management}]");
    }

    private static String managementPort(String notifier) {
        String unit = DeployFiles.text(DeployFiles.deploy("systemd/notifier-" + notifier + ".service"));
        return unit.replaceAll("(?s).*QUARKUS_MANAGEMENT_PORT=(\\d+).*", "$1");
    }
}
