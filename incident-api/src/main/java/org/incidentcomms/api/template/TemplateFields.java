package org.incidentcomms.api.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.request.MultiLine;
import org.incidentcomms.api.request.SingleLine;
import org.incidentcomms.api.request.TextRules;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.jspecify.annotations.Nullable;

/** The operator's input for a template: the body of POST, and the target of a PATCH. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateFields(
        @NotNull @SingleLine(max = TextRules.NAME)
        @Schema(maxLength = TextRules.NAME, description = "Unique, ignoring case.", examples = "Log-in fails")
        String name,

        @NotNull @Schema(examples = "incident") TemplateKind kind,

        @Nullable @SingleLine(max = TextRules.TITLE)
        @Schema(
                maxLength = TextRules.TITLE,
                description = "Not allowed for a template of an update.",
                examples = "{{system}} Temporarily Unavailable")
        String title,

        @Nullable @SingleLine(max = TextRules.HEADLINE) @Schema(maxLength = TextRules.HEADLINE)
        String headline,

        @Nullable @MultiLine(max = TextRules.MESSAGE)
        @Schema(
                maxLength = TextRules.MESSAGE,
                description = "Markdown.",
                examples =
                        "We are experiencing technical difficulties with {{system}} and will post updates as soon as we"
                                + " have more information.")
        String message,

        @Nullable @SingleLine(max = TextRules.AUTHOR) @Schema(maxLength = TextRules.AUTHOR)
        String author,

        @Nullable @SingleLine(max = TextRules.SCOPE)
        @Schema(maxLength = TextRules.SCOPE, description = "Of an incident or an update.", examples = "Some customers")
        String scope,

        @Nullable @Size(max = 50) @Schema(
                description =
                        "Names of the blanks that its texts have in brackets, such as [what we changed]: an operator"
                                + " fills them in by hand, and nothing is published while one is left.",
                examples = "[\"what we changed\"]")
        List<@NotNull @SingleLine(max = TextRules.NAME) String> blanks,

        @Nullable @Schema(description = "Not of a maintenance, which begins as scheduled.")
        Status status,

        @Nullable Impact impact,

        @Nullable @Size(max = 100) List<@NotNull @Valid TemplateComponent> components,

        @JsonProperty("notify") @Nullable @Valid NotifyChoice notified,
        @Nullable @Valid ChannelTextsInput texts) {

    /** A component a template names. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TemplateComponent(
            @NotNull @SingleLine(max = TextRules.ID)
            @Schema(maxLength = TextRules.ID, examples = "cmp_01jd3v8m2k7q9x4r5t6w8y0z1a")
            String id,

            @Nullable @Schema(description = "Needed but for a maintenance, which sets its components' states itself.")
            ComponentStatus status) {}
    /** The texts that may hold variables, by the names of their fields, in reading order. */
    Map<String, String> textsByField() {
        Map<String, String> found = new LinkedHashMap<>();
        put(found, "title", title());
        put(found, "headline", headline());
        put(found, "message", message());
        put(found, "author", author());
        if (texts != null) {
            texts.byName().forEach((name, text) -> found.put("texts." + name, text));
        }
        return found;
    }

    private static void put(Map<String, String> texts, String field, @Nullable String text) {
        if (text != null) {
            texts.put(field, text);
        }
    }
}
