package org.incidentcomms.kit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses KIT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.incidentcomms.kit");

    @Test
    void thereIsAKitToLookAt() {
        assertThat(KIT).isNotEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("org.incidentcomms.kit.(*)..").should().beFreeOfCycles());
    }

    @Test
    void howWeSpeakIsWordsOnly() {
        check(classes()
                .that()
                .resideInAPackage("org.incidentcomms.kit.wording..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "org.incidentcomms.kit.wording..",
                        "org.incidentcomms.events",
                        "org.jspecify.annotations",
                        "java.lang..",
                        "java.net",
                        "java.text",
                        "java.time..",
                        "java.util.."))
                .because("what is said is a pure function of an event and the company's settings"));
    }

    @Test
    void whatAChannelIsStandsAlone() {
        check(classes()
                .that()
                .resideInAPackage("org.incidentcomms.kit.channel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.incidentcomms.kit.channel..",
                        "org.incidentcomms.events",
                        "com.fasterxml.jackson.annotation",
                        "org.jspecify.annotations",
                        "java.lang..",
                        "java.time..",
                        "java.util.."));
    }

    @Test
    void onlyTheLogTheFeedAndThePublisherOfReportsKnowKafka() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("org.incidentcomms.kit.log..", "org.incidentcomms.kit.feed..")
                .and()
                .doNotHaveSimpleName("ReportPublisher")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.."));
    }

    @Test
    void onlyTheHttpClientKnowsItsLibrary() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.incidentcomms.kit.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc.."));
    }

    @Test
    void onlyTheGlueKnowsTheContainer() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("org.incidentcomms.kit.quarkus..", "org.incidentcomms.kit.problem..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..", "org.eclipse.microprofile.."));
    }

    @Test
    void nobodyDependsOnTheGlue() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.incidentcomms.kit.quarkus..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.incidentcomms.kit.quarkus.."));
    }

    @Test
    void theWorkerAndTheLogWriteNoSql() {
        check(noClasses()
                .that()
                .resideInAnyPackage("org.incidentcomms.kit.worker..", "org.incidentcomms.kit.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    /** Packages come and go; a rule about one that is not there holds. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(KIT);
    }
}
