package org.incidentcomms.blog.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.incidentcomms.blog.site.Stories.NOW;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The Nu Html Checker on every page, where {@code VNU_JAR} names it (npm package {@code vnu-jar}). */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class HtmlValidationIT {

    @Inject
    Stories stories;

    @Test
    void everyPageInEveryLanguageIsValidHtml() throws IOException, InterruptedException {
        String jar = System.getenv("VNU_JAR");
        Assumptions.assumeTrue(jar != null, "VNU_JAR is not set");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss4m",
                "-jar",
                String.valueOf(jar),
                "--errors-only",
                "--skip-non-html"));
        for (Path site : List.of(
                stories.told("nothing-yet", List.of()),
                stories.told("busy", ClickTimeStory.busy(NOW)),
                stories.told("two-hundred", BrowserIT.hostile()))) {
            command.add(site.toRealPath().toString());
        }

        Process checker = new ProcessBuilder(command).redirectErrorStream(true).start();
        String found = new String(checker.getInputStream().readAllBytes(), UTF_8);

        assertThat(found).isEmpty();
        assertThat(checker.waitFor()).isZero();
    }
}
