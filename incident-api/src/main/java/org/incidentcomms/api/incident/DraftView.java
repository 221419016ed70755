package org.incidentcomms.api.incident;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.incidentcomms.events.IncidentKind;
import org.jspecify.annotations.Nullable;

/** A draft in the API: its identifiers, and the fields of the request that will be executed. */
@Schema(
        name = "Draft",
        description = "Also contains the fields of the original request.",
        additionalProperties = Schema.True.class)
public record DraftView(
        @Schema(description = "The id after publication.") String id,

        IncidentKind kind,

        @Schema(enumeration = {"draft", "scheduled"}) Publication publication,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(implementation = String.class, format = "date-time", description = "Time of the scheduled publication.")
        @Nullable Instant publishAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                enumeration = {"undo"},
                description =
                        "undo: it waits for publish_at only so that it can be taken back, by DELETE, or made a draft again, by "
                                + "PATCH with publication: draft.")
        @Nullable String held,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Who scheduled it; recorded as the publisher.")
        @Nullable String scheduledBy,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                description = "Why the scheduled publication failed. The draft is unscheduled since; any change "
                        + "clears this field.")
        @Nullable String publishError,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Draft of an update: its incident or maintenance.")
        @Nullable String incidentId,

        @Schema(description = "Version of the draft. The published resource starts at 1 again.")
        long version,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        @Schema(description = "Whether an alert wrote it; absent for false.")
        boolean byAlert,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Present where a second operator must approve it before it is published.")
        @Nullable ApprovalView approval,

        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,

        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> command)
        implements ListItem {
    /** The approval of a draft in the API. */
    @Schema(name = "Approval")
    public record ApprovalView(
            @Schema(description = "true: it is published only after an approval.")
            boolean required,

            @Schema(description = "Why it is required.", examples = "the impact is critical")
            String because,

            @Schema(description = "Who wants to publish it, and cannot approve it.", examples = "alex.mann")
            String requestedBy,

            Instant requestedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Who approved it; absent until then. A change of the draft voids the approval.")
            @Nullable String approvedBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant approvedAt) {}

    public DraftView {
        command = Map.copyOf(command);
    }

    /** Marks the tag as a draft's: a published resource counts from one again, and its tags must differ. */
    public String etag() {
        return etag(version);
    }

    public static String etag(long version) {
        return "\"draft-" + version + "\"";
    }

    public String path() {
        return ApiPaths.of(kind, incidentId, id);
    }
}
