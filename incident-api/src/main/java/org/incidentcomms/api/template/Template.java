package org.incidentcomms.api.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.api.channel.ChannelTextsInput;
import org.incidentcomms.api.channel.NotifyChoice;
import org.incidentcomms.api.template.TemplateFields.TemplateComponent;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.jspecify.annotations.Nullable;

/** A stored template, also its form in the API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Template(
        String id,
        long version,
        String name,
        TemplateKind kind,
        @Nullable String title,
        @Nullable String headline,
        @Nullable String message,
        @Nullable String author,
        @Nullable String scope,
        @Nullable List<String> blanks,
        @Nullable Status status,
        @Nullable Impact impact,
        @Nullable List<TemplateComponent> components,
        @JsonProperty("notify") @Nullable NotifyChoice notified,
        @Nullable ChannelTextsInput texts,

        @Schema(
                description = "Variables to pass, in the order of their use, without the built-in ones.",
                examples = "[\"system\"]")
        List<String> variables,

        Instant createdAt,
        Instant updatedAt) {

    static Template of(String id, long version, TemplateFields fields, Instant createdAt, Instant updatedAt) {
        return new Template(
                id,
                version,
                fields.name(),
                fields.kind(),
                fields.title(),
                fields.headline(),
                fields.message(),
                fields.author(),
                fields.scope(),
                fields.blanks(),
                fields.status(),
                fields.impact(),
                fields.components(),
                fields.notified(),
                fields.texts(),
                Placeholders.in(fields.textsByField().values()).stream()
                        .filter(name -> !BuiltInVariables.NAMES.contains(name))
                        .toList(),
                createdAt,
                updatedAt);
    }

    TemplateFields fields() {
        return new TemplateFields(
                name,
                kind,
                title,
                headline,
                message,
                author,
                scope,
                blanks,
                status,
                impact,
                components,
                notified,
                texts);
    }
}
