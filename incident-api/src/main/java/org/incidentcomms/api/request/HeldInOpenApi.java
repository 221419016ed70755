package org.incidentcomms.api.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The responses to calls whose publication waits, which are the same everywhere: an operation names one by reference. Each
 * gets a copy of its own, because the examples differ; so this runs before {@link ExamplesInOpenApi}.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 2)
public final class HeldInOpenApi implements OASFilter {
    /** It waits to be taken back, or for an approval. */
    public static final String HELD = "Held";
    /** A draft that existed before waits to be taken back, or for an approval. */
    public static final String HELD_DRAFT = "HeldDraft";
    /** It waits for an approval. */
    public static final String TO_BE_APPROVED = "ToBeApproved";
    /** It was approved, and its time has not come. */
    public static final String APPROVED = "Approved";

    private static final String STATUS = "202";
    private static final String REFERENCE = "#/components/responses/";
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            REFERENCE + HELD,
            "Held back: by publish_after until publish_at, or until a second operator approves it. Until then DELETE"
                    + " takes it back.",
            REFERENCE + HELD_DRAFT,
            "Held back: by publish_after until publish_at, or until a second operator approves it. Until then a PATCH"
                    + " with publication: draft makes it a draft again, and DELETE deletes it.",
            REFERENCE + TO_BE_APPROVED,
            "A second operator must approve it first; until then DELETE takes the draft back.",
            REFERENCE + APPROVED,
            "Approved; it is published at publish_at.");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(HeldInOpenApi::describe);
    }

    private static void describe(Operation operation) {
        APIResponse declared = operation.getResponses().getAPIResponse(STATUS);
        String description = declared == null ? null : DESCRIPTIONS.get(String.valueOf(declared.getRef()));
        if (description != null) {
            Content draft = OASFactory.createContent()
                    .addMediaType(
                            "application/json",
                            OASFactory.createMediaType()
                                    .schema(OASFactory.createSchema().ref("#/components/schemas/Draft")));
            operation
                    .getResponses()
                    .addAPIResponse(
                            STATUS,
                            OASFactory.createAPIResponse()
                                    .description(description)
                                    .content(draft));
        }
    }
}
