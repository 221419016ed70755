package org.incidentcomms.api.incident;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.TextRules;

/** A withdrawal. */
public record Withdraw(
        @NotNull @MultiLine(max = TextRules.DESCRIPTION)
        @Schema(
                maxLength = TextRules.DESCRIPTION,
                description = "Stored in the audit trail only. Do not repeat the text to be erased.",
                examples = "Published by mistake; it named a customer.")
        String reason) {}
