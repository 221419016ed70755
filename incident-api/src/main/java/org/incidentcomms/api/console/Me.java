package org.incidentcomms.api.console;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who a token is taken for. */
public record Me(
        @Schema(description = "As the audit trail shows it.", examples = "alex.mann")
        String name,

        @Schema(
                description = "What the token may do, with what follows from it.",
                examples = "[\"viewer\", \"operator\"]")
        List<String> groups,

        @Schema(description = "From then on it is refused.") @Nullable Instant expiresAt) {}
