package org.incidentcomms.blog.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.incidentcomms.testkit.html.NuHtmlChecker;
import org.incidentcomms.testkit.quarkus.ServiceResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Nu Html Checker finds no error and no warning on any page, in any style sheet or image. */
@QuarkusTest
@QuarkusTestResource(value = ServiceResources.class, initArgs = @ResourceArg(name = "kafka", value = "true"))
class HtmlValidationIT {
    @Inject
    Stories stories;

    @ParameterizedTest
    @EnumSource
    void everyPageInEveryLanguageIsValid(SampleSite site) throws Exception {
        NuHtmlChecker checker = NuHtmlChecker.assumeInstalled();

        assertThat(checker.messages(stories.told(site), file -> !isLikeAnother(file)))
                .isEmpty();
    }

    /** Of a long history, which consists of incidents that differ in their number, every hundredth is enough. */
    private static boolean isLikeAnother(Path file) {
        return file.getFileName().toString().matches("inc-([1-9]|\\d*(?!00)\\d\\d)(-u\\d)?\\.html");
    }

    @Test
    void theCheckerFindsWhatIsWrong(@TempDir Path directory) throws Exception {
        NuHtmlChecker checker = NuHtmlChecker.assumeInstalled();
        Files.writeString(directory.resolve("page.html"), "<!doctype html><title>x</title><p><div></p>");
        Files.writeString(directory.resolve("style.css"), "p { colour: red }");
        Files.writeString(directory.resolve("image.svg"), "<svg xmlns='http://www.w3.org/2000/svg'><p/></svg>");

        assertThat(checker.messages(directory, file -> true))
                .anyMatch(message -> message.matches(".*page\\.html:\\d+: error: .*"))
                .anyMatch(message -> message.matches(".*page\\.html:\\d+: warning: .*"))
                .anyMatch(message -> message.matches(".*style\\.css:\\d+: error: .*"))
                .anyMatch(message -> message.matches(".*image\\.svg:\\d+: error: .*"));
    }
}
