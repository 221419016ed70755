package org.incidentcomms.kit.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a channel would send, and to how many.
 *
 * @param recipients the current number of recipients
 * @param parts the content by the channel's part names: {@code subject, text, html} for mail, {@code text} for X
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

    /** The same, with no recipients and this reason. */
    public Preview skipped(SkipReason reason) {
        return new Preview(destination, 0, parts, warnings, reason);
    }
}
