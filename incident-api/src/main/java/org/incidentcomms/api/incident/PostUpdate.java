package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.request.LanguageTag;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.jspecify.annotations.Nullable;

/** Posts an update to an incident or a maintenance. */
public record PostUpdate(
        @Nullable @Schema(
                description =
                        "Unchanged where absent. An incident: investigating, identified, monitoring, resolved, in any"
                                + " order. A maintenance: scheduled, in_progress, verifying, completed.")
        Status status,

        @Nullable @Schema(description = "Unchanged where absent, but a derived one rises with the components' states.")
        Impact impact,

        @NotNull @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown.",
                examples = "We've implemented site changes that we believe will mitigate the root cause.")
        String message,

        @Nullable @SingleLine(max = TextRules.HEADLINE)
        @Schema(maxLength = TextRules.HEADLINE, examples = "Feb 2nd End-of-Day Update")
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR, examples = "Alex Mann")
        String author,

        @Nullable @Size(max = 100) List<@NotNull @Valid ComponentStatusInput> components,

        @Nullable @Schema(
                description = "When resolving an incident: set every component the incident ever named to "
                        + "operational, except those named in components and those that another open incident or "
                        + "running maintenance still affects. Completing a maintenance always does this.")
        Boolean restoreComponents,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TRANSLATIONS, examples = UpdateTranslation.EXAMPLE)
        Map<@LanguageTag String, @NotNull @Valid UpdateTranslation> translations,

        @Nullable @SingleLine(max = TextRules.SCOPE)
        @Schema(maxLength = TextRules.SCOPE, description = Outlook.SCOPE, examples = "Some customers")
        String scope,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = Outlook.NEXT_UPDATE_AT)
        Instant nextUpdateAt,

        @Nullable @Schema(description = "Whether it promises a post-mortem. The promise is open until one is published.")
        Boolean analysisPromised,

        @Nullable @Schema(
                implementation = String.class,
                enumeration = {"draft", "scheduled", "published"},
                description = "Default: published. A draft is stored and sent to nobody; a scheduled draft is "
                        + "published at publish_at.")
        Publication publication,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = DraftCommand.PUBLISH_AT)
        Instant publishAt,

        @Nullable @Pattern(regexp = DraftCommand.HOLD, message = DraftCommand.NO_HOLD) @Schema(description = DraftCommand.PUBLISH_AFTER, examples = "PT10S")
        String publishAfter)
        implements DraftCommand {

    /** Whether the incident's components are restored. */
    boolean restores() {
        return Boolean.TRUE.equals(restoreComponents);
    }

    public UpdateContent words() {
        return new UpdateContent(
                message,
                headline,
                author,
                notified,
                texts,
                new Outlook(scope, nextUpdateAt, Boolean.TRUE.equals(analysisPromised)),
                translations);
    }

    @Override
    public Map<String, String> textsByField() {
        return words().byField();
    }

    /** An update that lowers the impact still tells of what it was. */
    @Override
    public Impact expectedImpact(@Nullable Incident about) {
        Impact before = about == null ? Impact.NONE : about.impact();
        Impact after = impact != null ? impact : ImpactCalculator.expected(before, named());
        return after.compareTo(before) > 0 ? after : before;
    }

    public List<ComponentStatusInput> named() {
        return components == null ? List.of() : components;
    }
}
