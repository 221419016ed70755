package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaOptionsTest {

    /**
     * With compact object headers the second compiler of Java 25 sets the first four bytes of copied arrays to 0
     * (JDK-8380060): a mail or an event would be damaged silently.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/container/jvm.options",
                "deploy/container/Containerfile",
                "deploy/local/src/main/java/org/incidentcomms/local/StackParts.java",
                "pom.xml"
            })
    void no_service_runs_with_compact_object_headers(String file) {
        assertThat(DeployFiles.text(DeployFiles.TOP.resolve(file))).doesNotContain("-XX:+UseCompactObjectHeaders");
    }

    /** Up to Java 25.0.4 a cache is used on every processor, also on one that lacks instructions it holds (JDK-8388703). */
    @Test
    void the_cache_holds_no_machine_code() {
        assertThat(DeployFiles.text(DeployFiles.deploy("container/jvm.options")).lines())
                .containsSubsequence("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching");
    }
}
