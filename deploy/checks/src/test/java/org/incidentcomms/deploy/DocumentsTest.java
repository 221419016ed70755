package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_into_the_tree_is_good(Path document) {
        List<Path> linked = LINK.matcher(DeployFiles.text(document))
                .results()
                .map(link -> document.resolveSibling(link.group(1)))
                .toList();

        assertThat(linked).isNotEmpty().allSatisfy(path -> assertThat(path).exists());
    }

    static Stream<Path> documents() {
        return Stream.of(
                DeployFiles.TOP.resolve("SECURITY.md"),
                DeployFiles.deploy("backup/README.md"),
                DeployFiles.deploy("container/README.md"),
                DeployFiles.deploy("compose/README.md"),
                DeployFiles.deploy("systemd/README.md"),
                DeployFiles.deploy("kubernetes/README.md"),
                DeployFiles.deploy("monitoring/README.md"),
                DeployFiles.deploy("monitoring/RUNBOOK.md"));
    }
}
