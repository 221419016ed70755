package org.incidentcomms.api.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says for every call of the API how it can fail, which is the same everywhere. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ErrorsInOpenApi implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final String ANNOUNCED = "/v1/(incidents|maintenances)/.*";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(PROBLEM, problem());
        api.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/v1/")) {
                item.getOperations().forEach((method, operation) -> describe(path, method, operation));
            }
        });
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        add(operation, "401", "no valid bearer token");
        add(operation, "403", "the token's groups do not allow it");
        add(operation, "429", "too many calls; try again after Retry-After");
        if (!path.equals("/v1/me")) {
            add(operation, "503", "the database is away; try again after Retry-After");
        }
        if (path.contains("{id}")) {
            add(operation, "404", "there is no such thing");
            if (path.matches(ANNOUNCED)) {
                add(operation, "410", "it was withdrawn");
            }
        }
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || takes(operation, "limit") || takes(operation, "days")) {
            add(operation, "400", "not JSON, or a field or parameter of the wrong type");
        }
        boolean isProtected = takes(operation, "Idempotency-Key") || takes(operation, "If-Match");
        if (hasBody || isProtected || takesQuery(operation)) {
            add(operation, "422", "a rule is broken: each violation names its field");
        }
        if (hasBody) {
            add(operation, "413", "the body is too large");
            add(operation, "415", "the body is not JSON");
        }
        if (path.equals("/v1/previews")) {
            add(operation, "404", "there is no such incident, maintenance or update");
            add(operation, "410", "it was withdrawn");
        }
        boolean isAboutADraft = path.matches(ANNOUNCED)
                && (method == PathItem.HttpMethod.DELETE
                        || method == PathItem.HttpMethod.PATCH
                        || path.endsWith("/drafts"));
        boolean hasNames = path.startsWith("/v1/templates") && hasBody;
        if (isAboutADraft || hasNames || takes(operation, "Idempotency-Key") || path.equals("/v1/previews")) {
            add(operation, "409", "not possible as things stand, or a request with this key is in progress");
        }
        if (takes(operation, "If-Match")) {
            add(operation, "412", "it was changed meanwhile; ETag tells its version");
        }
    }

    private static boolean takes(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> parameter.equals(p.getName()));
    }

    private static boolean takesQuery(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> p.getIn() == Parameter.In.QUERY);
    }

    private static void add(Operation operation, String status, String description) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
        operation.getResponses().addAPIResponse(status, response);
    }

    private static Schema problem() {
        Schema violation = OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .addProperty("field", text("Where: a path into the body, a parameter or a header."))
                .addProperty("message", text("What is wrong."));
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("RFC 9457")
                .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("title", text("The status in words."))
                .addProperty("detail", text("What happened."))
                .addProperty("instance", text("The path called."))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .items(violation));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)).description(description);
    }
}
