package org.incidentcomms.email.bounce;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.incidentcomms.email.subscriber.Quarantine;

/** Counters of bounces. All begin at 0: a rate does not see the first of a series that begins with it. */
@Singleton
class BounceMetrics {
    static final String COMPLAINT = "complaint";
    /** Refused by the server that was to take it. */
    static final String REFUSED = "refused";
    /** Nobody of ours is named. */
    static final String UNIDENTIFIED = "unidentified";

    static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;

    BounceMetrics(MeterRegistry registry) {
        this.registry = registry;
        Stream<String> kinds = Stream.concat(
                Stream.of(COMPLAINT, REFUSED, UNIDENTIFIED, UNKNOWN),
                Stream.concat(
                        Arrays.stream(BounceReport.Severity.values()).map(BounceReport.Severity::wire),
                        Arrays.stream(BounceReport.Kind.values()).map(BounceMetrics::label)));
        kinds.forEach(this::reports);
        Arrays.stream(Quarantine.Reason.values()).forEach(this::quarantines);
        Counter unused = withheld();
    }

    static String label(BounceReport.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Reports of this kind. */
    Counter reports(String kind) {
        return registry.counter("bounce_reports", "kind", kind);
    }

    /** Subscribers quarantined for this reason. */
    Counter quarantines(Quarantine.Reason reason) {
        return registry.counter("subscribers_quarantined", "reason", reason.wire());
    }

    /** Subscribers not quarantined, because too many bounced at once. */
    Counter withheld() {
        return registry.counter("quarantines_withheld");
    }
}
