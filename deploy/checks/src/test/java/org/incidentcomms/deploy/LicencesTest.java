package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what each service ships: its SBOM ({@code -Psbom}, as {@code deploy/container/package} does) and its jars. */
class LicencesTest {
    /** Those that may be shipped with a work under Apache-2.0; of several offered, one is enough. */
    private static final Pattern PERMISSIVE = Pattern.compile(
            "(?i).*(apache|bsd|\\bmit\\b|mit-0|cc0|public domain|epl|eclipse|edl|unicode|bouncy castle|hdrhistogram|go license).*");

    /** The groups that stand in brackets in NOTICE. */
    private static final Pattern GROUPS = Pattern.compile("\\(([a-z][\\w.-]*(?:, [a-z][\\w.-]*)*)\\)");

    /** Whose metadata name no known licence; looked up in the jar: BSD-3-Clause. */
    private static final Set<String> KNOWN = Set.of("ical4j");

    @ParameterizedTest
    @MethodSource("services")
    void every_library_shipped_has_a_licence_that_permits_it(String service) {
        Path sbom = DeployFiles.TOP.resolve(service).resolve("target/sbom.cdx.json");
        assumeTrue(Files.exists(sbom), "built without -Psbom");
        List<String> others = DeployFiles.yaml(sbom)
                .at("/components")
                .valueStream()
                .filter(component -> !component.at("/group").asText().startsWith("org.incidentcomms"))
                .filter(component -> !KNOWN.contains(component.at("/name").asText()))
                .filter(component -> licences(component)
                        .noneMatch(it -> PERMISSIVE.matcher(it).matches()))
                .map(component -> component.at("/purl").asText() + " "
                        + licences(component).toList())
                .toList();

        assertThat(others).isEmpty();
    }

    /** Quarkus names each jar by its group and artifact. */
    @ParameterizedTest
    @MethodSource("services")
    void every_library_shipped_is_in_the_notice(String service) {
        Path libraries = DeployFiles.TOP.resolve(service).resolve("target/quarkus-app/lib");
        assertThat(libraries).isDirectory();
        List<String> groups = GROUPS.matcher(DeployFiles.text(DeployFiles.TOP.resolve("NOTICE")))
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .toList();

        assertThat(DeployFiles.files(libraries, ".jar").stream()
                        .map(jar -> jar.getFileName().toString())
                        .filter(jar -> !jar.startsWith("org.incidentcomms."))
                        .filter(jar -> groups.stream().noneMatch(group -> jar.startsWith(group + "."))))
                .isEmpty();
    }

    static Stream<String> services() {
        return DeployFiles.SERVICES.stream();
    }

    private static Stream<String> licences(JsonNode component) {
        return component
                .at("/licenses")
                .valueStream()
                .flatMap(it -> Stream.of(it.at("/license/id"), it.at("/license/name"), it.at("/expression")))
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }
}
