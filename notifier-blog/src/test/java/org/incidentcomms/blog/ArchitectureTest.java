package org.incidentcomms.blog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final Pattern FILE = Pattern.compile("`((?:java|resources)/[^`]+)`");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.incidentcomms.blog");

    @Test
    void thePartsOfTheSiteDoNotDependOnEachOtherInCircles() {
        slices().matching("org.incidentcomms.blog.site.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void noPartKnowsWhoPutsItTogether() {
        noClasses()
                .that()
                .resideInAPackage("org.incidentcomms.blog.site.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.incidentcomms.blog.site")
                .check(classes);
    }

    @Test
    void pagesAndServingKnowNoKafka() {
        noClasses()
                .that()
                .resideInAPackage("org.incidentcomms.blog.site.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.incidentcomms.kit.log..")
                .check(classes);
    }

    @Test
    void siteAndMirrorsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.incidentcomms.blog.site..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.incidentcomms.blog.publish..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("org.incidentcomms.blog.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.incidentcomms.blog.site..",
                        "org.incidentcomms.kit.ledger..",
                        "org.incidentcomms.kit.worker..",
                        "org.apache.kafka..")
                .check(classes);
    }

    @Test
    void theMirrorsDoNotDependOnEachOtherInCircles() {
        slices().matching("org.incidentcomms.blog.publish.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void everyFileTheReadmeNamesExists() throws IOException {
        List<String> named = FILE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(8)
                .allSatisfy(file -> assertThat(Path.of("src/main", file)).exists());
    }
}
