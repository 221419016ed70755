package org.incidentcomms.api.delivery;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.RequestReader.OptionalBody;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** Selects deliveries of an incident; all if empty. */
public record DeliveryFilter(
        @Nullable @SingleLine(max = TextRules.ID)
        @Schema(maxLength = TextRules.ID, description = "Limits the request to this update.")
        String updateId,

        @Nullable @Size(max = 50) @Schema(
                description = "Limits the request to these channels or destinations (GET /v1/channels lists both).",
                examples = "[\"email\"]")
        List<@NotNull @SingleLine(max = TextRules.ID) String> channels)
        implements OptionalBody {

    List<String> channelNames() {
        return channels == null ? List.of() : channels.stream().distinct().toList();
    }
}
