package org.incidentcomms.kit.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a channel would send, to how many.
 *
 * @param recipients how many would be told now
 * @param parts what would be sent, by the names of the channel: {@code subject, text, html} for mail, {@code text} for X
 * @param skipped why nothing would be sent, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preview(
        String destination,
        long recipients,
        Map<String, String> parts,
        List<String> warnings,
        @Nullable SkipReason skipped) {
    public Preview {
        parts = Map.copyOf(parts);
        warnings = List.copyOf(warnings);
    }

    /** The same, sent to nobody. */
    public Preview skipped(SkipReason reason) {
        return new Preview(destination, 0, parts, warnings, reason);
    }
}
