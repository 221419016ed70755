package org.incidentcomms.api.delivery;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That a retry or a stop is on its way to the notifiers. */
public record DeliveryRequested(
        String incidentId,
        @Schema(description = "The event that carries it.") String eventId,
        @Nullable String updateId,
        @Schema(description = "Empty for all.") List<String> channels) {}
