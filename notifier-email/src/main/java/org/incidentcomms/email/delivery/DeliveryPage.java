package org.incidentcomms.email.delivery;

import java.util.List;
import org.incidentcomms.email.delivery.RecipientDeliveryStore.Found;
import org.jspecify.annotations.Nullable;

/** One page of deliveries; {@code next_cursor} is null on the last. */
public record DeliveryPage(
        List<RecipientDelivery> items, @Nullable String nextCursor) {

    /** @param found one more than {@code limit}, if there are more */
    static DeliveryPage of(List<Found> found, int limit) {
        boolean more = found.size() > limit;
        List<Found> shown = more ? found.subList(0, limit) : found;
        return new DeliveryPage(
                shown.stream().map(Found::delivery).toList(),
                more ? shown.getLast().position().cursor() : null);
    }
}
