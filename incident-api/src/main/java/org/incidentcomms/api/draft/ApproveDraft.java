package org.incidentcomms.api.draft;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.RequestReader.OptionalBody;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.jspecify.annotations.Nullable;

/** Approves a draft. */
public record ApproveDraft(
        @Nullable @SingleLine(max = TextRules.TITLE)
        @Schema(
                maxLength = TextRules.TITLE,
                description = "Admins only: the reason why nobody else can approve it in time. With it an admin may "
                        + "approve an own draft; the audit trail keeps it.",
                examples = "Nobody else is on call.")
        String breakGlass)
        implements OptionalBody {}
