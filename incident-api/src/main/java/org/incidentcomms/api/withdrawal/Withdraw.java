package org.incidentcomms.api.withdrawal;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.Prose;
import org.incidentcomms.api.request.TextRules;

/** Take back what was told. */
public record Withdraw(
        @NotNull @Prose(max = TextRules.DESCRIPTION)
        @Schema(
                maxLength = TextRules.DESCRIPTION,
                description = "For the audit trail alone; do not repeat what is to be forgotten.",
                examples = "Published by mistake; it named a customer.")
        String reason) {}
