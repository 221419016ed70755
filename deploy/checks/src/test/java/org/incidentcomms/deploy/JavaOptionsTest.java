package org.incidentcomms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

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
}
