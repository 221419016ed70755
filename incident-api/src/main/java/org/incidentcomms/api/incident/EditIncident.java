package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.request.LanguageTag;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.jspecify.annotations.Nullable;

/** The fields of an incident that can be changed without an announcement. */
public record EditIncident(
        @NotNull @SingleLine(max = TextRules.TITLE) @Schema(maxLength = TextRules.TITLE, examples = "Slow log-in")
        String title,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(
                description = UpdateTranslation.TITLES + " A changed title drops those that are not changed with it.",
                examples = "{\"de\": \"Langsame Anmeldung\"}")
        Map<@LanguageTag String, @NotNull @SingleLine(max = TextRules.TITLE) String> titleTranslations,

        @NotNull Impact impact,

        @Nullable @SingleLine(max = TextRules.SCOPE)
        @Schema(maxLength = TextRules.SCOPE, description = Outlook.SCOPE, examples = "Some customers")
        String scope,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = Outlook.NEXT_UPDATE_AT)
        Instant nextUpdateAt,

        @JsonProperty("public") @Nullable @Schema(description = AudienceRules.PUBLIC)
        Boolean publicly) {

    /** What {@code patch} is applied to: without translations of a title that the patch changes. */
    static EditIncident of(Incident incident, JsonNode patch) {
        return new EditIncident(
                incident.title(),
                titlesStillRight(incident, patch),
                incident.impact(),
                incident.scope(),
                incident.nextUpdateAt(),
                incident.publicly());
    }

    /** The translations of the title, or none if the patch changes it. */
    public static Map<String, String> titlesStillRight(Incident incident, JsonNode patch) {
        return incident.title()
                        .equals(patch.path("title").asText(incident.title()).strip())
                ? incident.titleTranslations()
                : Map.of();
    }
}
