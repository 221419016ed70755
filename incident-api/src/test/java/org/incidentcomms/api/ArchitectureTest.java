package org.incidentcomms.api;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.incidentcomms.api");

    @Test
    void features_depend_on_each_other_in_one_direction_only() {
        slices().matching("org.incidentcomms.api.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void only_the_outbox_and_the_report_feed_know_of_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..api.outbox..", "..api.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..api.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients.producer..")
                .check(CLASSES);
    }

    @Test
    void sql_is_in_stores_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..api.storage..")
                .and()
                .doNotHaveSimpleName("package-info")
                .and(nameDoesNotContainStore())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void what_a_use_case_does_is_no_matter_of_http() {
        noClasses()
                .that(
                        describe(
                                "are no resources, nor what stands beside them",
                                type -> !type.getName()
                                        .matches(
                                                ".*(Resource|Presenter|Responses|Filter|Interceptor|Reader|Endpoints|DeliveryStream)(\\$.*)?")))
                .and()
                .resideOutsideOfPackage("..api.problem..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.quarkiverse.resteasy.problem..")
                .check(CLASSES);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..")
                .check(CLASSES);
    }

    @Test
    void the_service_kit_knows_nothing_of_ours() {
        JavaClasses kit = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.incidentcomms.service");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.incidentcomms.api..", "org.incidentcomms.events..", "org.incidentcomms.kit..")
                .check(kit);
        slices().matching("org.incidentcomms.service.(*)..")
                .should()
                .beFreeOfCycles()
                .check(kit);
    }

    private static DescribedPredicate<JavaClass> nameDoesNotContainStore() {
        return describe("are not stores", type -> !type.getName().matches(".*Store(\\$.*)?"));
    }
}
