package org.incidentcomms.api.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.incident.DraftCommand;
import org.incidentcomms.api.request.RequestReader.OptionalBody;
import org.jspecify.annotations.Nullable;

/** Publishes a draft. Without fields it is written as {@code {}}, to which older {@code Idempotency-Key}s are bound. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishDraft(
        @Nullable @Pattern(regexp = DraftCommand.HOLD, message = DraftCommand.NO_HOLD) @Schema(
                description = "Holds it back for this long, ISO 8601, at most PT10M. Until then a PATCH with "
                        + "publication: draft makes it a draft again. Answered with 202. Absent: not at all.",
                examples = "PT10S")
        String publishAfter)
        implements OptionalBody {
    @Nullable Duration hold() {
        return DraftCommand.hold(publishAfter);
    }
}
