package org.incidentcomms.email;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.incidentcomms.email");

    @Test
    void featuresHaveNoCycles() {
        slices().matching("org.incidentcomms.email.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void onlySmtpAndBounceKnowJakartaMail() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..email.smtp..", "..email.bounce..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .check(OURS);
    }

    @Test
    void onlyTheListItsDeliveriesAndBouncesKnowTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..email.subscriber..", "..email.delivery..", "..email.bounce..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(OURS);
    }

    @Test
    void theFeaturesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("..email.message..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..email.smtp..", "..email.subscriber..", "..email.bounce..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("..email.subscriber..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..email.smtp..", "..email.message..", "..email.bounce..")
                .check(OURS);
    }
}
