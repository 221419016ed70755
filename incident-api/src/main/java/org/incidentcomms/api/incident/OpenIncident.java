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
import org.hibernate.validator.constraints.UniqueElements;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.component.ComponentStatusInput;
import org.incidentcomms.api.request.LanguageTag;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.GroupId;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.Status;
import org.incidentcomms.service.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Opens an incident. */
public record OpenIncident(
        @NotNull @SingleLine(max = TextRules.TITLE)
        @Schema(maxLength = TextRules.TITLE, examples = "Feb. 2 performance issues")
        String title,

        @Nullable @Schema(
                enumeration = {"investigating", "identified", "monitoring", "resolved"},
                description = "Default: investigating.")
        Status status,

        @Nullable @Schema(
                description =
                        "Derived from the components' states where absent. To publish, one of impact and components is required.")
        Impact impact,

        @NotNull @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown.",
                examples =
                        "Because users are seeing very slow login and load times, we've taken the site down temporarily.")
        String message,

        @Nullable @SingleLine(max = TextRules.HEADLINE)
        @Schema(
                maxLength = TextRules.HEADLINE,
                description = "Headline of the blog post. Default: the title.",
                examples = "Update on Feb. 2 Performance Issues")
        String headline,

        @Nullable @SingleLine(max = TextRules.AUTHOR)
        @Schema(
                maxLength = TextRules.AUTHOR,
                description = "Who signs. Default: the company's sign-off.",
                examples = "ClickTime Web Operations")
        String author,

        @Nullable @Size(max = 100) List<@NotNull @Valid ComponentStatusInput> components,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TITLES, examples = "{\"de\": \"Langsame Anmeldung\"}")
        Map<@LanguageTag String, @NotNull @SingleLine(max = TextRules.TITLE) String> titleTranslations,

        @Nullable @Size(max = LanguageTag.MOST) @Schema(description = UpdateTranslation.TRANSLATIONS, examples = UpdateTranslation.EXAMPLE)
        Map<@LanguageTag String, @NotNull @Valid UpdateTranslation> translations,

        @Nullable @Schema(
                description =
                        "When it began; now where absent. One that began more than a day ago, or more than an hour ago"
                                + " and is over, is filled in afterwards: nobody is told unless notify asks for it.")
        Instant startedAt,

        @Nullable @Schema(description = "When it ended, where it is told as resolved; now where absent.")
        Instant resolvedAt,

        @Nullable @UniqueElements(message = AudienceRules.TWICE)
        @Size(min = 1, max = GroupId.MOST_IN_AUDIENCE) @Schema(description = AudienceRules.AUDIENCE, examples = "[\"eu-data-centre\"]")
        List<@NotNull @Pattern(regexp = GroupId.PATTERN, message = AudienceRules.GROUP) String> audience,

        @JsonProperty("public") @Nullable @Schema(description = AudienceRules.PUBLIC)
        Boolean publicly,

        @Nullable @SingleLine(max = TextRules.SCOPE)
        @Schema(maxLength = TextRules.SCOPE, description = Outlook.SCOPE, examples = "Some customers")
        String scope,

        @Nullable @Schema(implementation = String.class, format = "date-time", description = Outlook.NEXT_UPDATE_AT)
        Instant nextUpdateAt,

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

    UpdateContent words() {
        return new UpdateContent(
                message, headline, author, notified, texts, new Outlook(scope, nextUpdateAt, false), translations);
    }

    @Override
    public Map<String, String> textsByField() {
        return words().byField(title, titleTranslations);
    }

    @Override
    public void requireImpact() {
        if (impact == null && named().isEmpty()) {
            throw Problems.invalid(
                    "impact",
                    "or components are required to publish an incident: one of none, minor, major, critical; or the"
                            + " components with their states, from which it is derived");
        }
    }

    @Override
    public Impact expectedImpact(@Nullable Incident about) {
        return impact != null ? impact : ImpactCalculator.expected(Impact.MINOR, named());
    }

    List<ComponentStatusInput> named() {
        return components == null ? List.of() : components;
    }
}
