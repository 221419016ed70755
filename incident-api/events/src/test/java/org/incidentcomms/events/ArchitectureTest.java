package org.incidentcomms.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses EVENTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.incidentcomms");

    @Test
    void theContractKnowsNothingOfOursNorOfKafka() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.incidentcomms.events", "java..", "com.fasterxml.jackson..", "org.jspecify.annotations")
                .check(EVENTS);
    }

    @Test
    void theContractIsOnePackage() {
        classes().should().resideInAPackage("org.incidentcomms.events").check(EVENTS);
    }
}
