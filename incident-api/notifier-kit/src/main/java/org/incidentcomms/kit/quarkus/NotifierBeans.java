package org.incidentcomms.kit.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.ZoneId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.incidentcomms.events.EventCodec;
import org.incidentcomms.kit.log.KafkaSettings;
import org.incidentcomms.kit.report.ReportPublisher;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.incidentcomms.kit.wording.Links;
import org.incidentcomms.service.clock.DatabaseClock;
import org.incidentcomms.service.kafka.KafkaConnection;

/** The beans every notifier shares, created from its settings. */
@ApplicationScoped
public class NotifierBeans {

    @Produces
    @Singleton
    Company company(
            @ConfigProperty(name = "company.name") String name,
            @ConfigProperty(name = "company.time.zone") ZoneId timeZone,
            @ConfigProperty(name = "company.x.handle") String xHandle,
            @ConfigProperty(name = "company.sign.off") String signOff,
            @ConfigProperty(name = "company.support") String support,
            @ConfigProperty(name = "status.page.url") URI statusPage,
            @ConfigProperty(name = "company.language") String language) {
        return new Company(
                name,
                timeZone,
                xHandle,
                signOff,
                support,
                statusPage,
                Language.of(language)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "COMPANY_LANGUAGE must be one of " + String.join(", ", Language.tags()))));
    }

    @Produces
    @Singleton
    Links links(Company company) {
        return new Links(company);
    }

    @Produces
    @Singleton
    EventCodec codec() {
        return new EventCodec();
    }

    @Produces
    @Singleton
    DatabaseClock clock() {
        return new DatabaseClock();
    }

    void close(@Disposes DatabaseClock clock) {
        clock.close();
    }

    @Produces
    @Singleton
    KafkaSettings kafka(
            KafkaConnection connection, @ConfigProperty(name = "quarkus.application.name") String application) {
        return new KafkaSettings(connection, application);
    }

    /** The process's one producer. */
    @Produces
    @Singleton
    ReportPublisher reportPublisher(KafkaSettings kafka, EventCodec codec) {
        return new ReportPublisher(kafka, codec);
    }

    void close(@Disposes ReportPublisher publisher) {
        publisher.close();
    }
}
