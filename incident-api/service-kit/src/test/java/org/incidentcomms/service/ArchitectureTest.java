package org.incidentcomms.service;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses KIT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.incidentcomms.service");

    @Test
    void packagesFormNoCycle() {
        assertThat(KIT).isNotEmpty();
        slices().matching("org.incidentcomms.service.(*)..")
                .should()
                .beFreeOfCycles()
                .check(KIT);
    }
}
