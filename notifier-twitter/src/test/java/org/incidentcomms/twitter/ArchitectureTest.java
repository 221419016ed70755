package org.incidentcomms.twitter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.incidentcomms.twitter");

    @Test
    void only_the_gateway_knows_twitter4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..twitter.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("twitter4j..")
                .check(CLASSES);
    }

    @Test
    void only_the_gateway_makes_http_calls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..twitter.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.incidentcomms.kit.http..")
                .check(CLASSES);
    }

    @Test
    void features_do_not_go_in_circles() {
        slices().matching("org.incidentcomms.twitter.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void a_channel_knows_neither_the_log_nor_the_ledger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.incidentcomms.kit.ledger..", "org.incidentcomms.kit.worker..")
                .check(CLASSES);
    }
}
