package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber as returned by the API.
 *
 * @param listed false for who follows single incidents only
 * @param components empty for all
 * @param events empty for all
 * @param quarantine why and since when, if the state is {@code quarantined}
 */
public record SubscriberView(
        long id,
        String email,
        Subscriber.State state,
        boolean listed,
        List<String> components,
        List<EventKind> events,
        List<String> groups,
        @Nullable String language,
        @JsonProperty("time_zone") @Nullable String timeZone,
        boolean confirmed,
        @JsonProperty("confirmed_at") @Nullable Instant confirmedAt,
        @Nullable String note,
        @JsonProperty("created_at") Instant createdAt,
        Quarantine.@Nullable Entry quarantine) {
    static SubscriberView of(Subscriber subscriber) {
        return of(subscriber, null);
    }

    static SubscriberView of(Subscriber subscriber, Quarantine.@Nullable Entry quarantine) {
        return new SubscriberView(
                subscriber.id(),
                subscriber.address(),
                subscriber.state(),
                subscriber.listed(),
                subscriber.preferences().components(),
                subscriber.preferences().events(),
                subscriber.groups(),
                subscriber.preferences().language(),
                subscriber.preferences().timeZone(),
                subscriber.confirmedAt() != null,
                subscriber.confirmedAt(),
                subscriber.note(),
                subscriber.createdAt(),
                quarantine);
    }
}
