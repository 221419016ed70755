package org.incidentcomms.api.draft;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.incidentcomms.api.clockwork.DueGauges;

/** Metrics of what is published by itself. */
@Singleton
class PublicationGauges extends DueGauges {
    PublicationGauges(MeterRegistry registry, Clock clock) {
        super(
                registry,
                clock,
                "publication.schedule",
                "How long what should have been published by itself is overdue",
                "Scheduled drafts that are due and not published");
    }
}
