package org.incidentcomms.api.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
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
    private static final Map<String, Object> ERRORS = OpenApiSamples.read("errors.json");
    private static final String ANNOUNCED = "/v1/(incidents|maintenances)/.*";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(PROBLEM, problem());
        ERRORS.keySet()
                .forEach(status ->
                        api.getComponents().addResponse(name(status), response(OpenApiSamples.object(ERRORS, status))));
        api.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/v1/")) {
                item.getOperations().forEach((method, operation) -> describe(path, method, operation));
            }
        });
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
        add(operation, "401");
        add(operation, "403");
        add(operation, "429");
        add(operation, "503");
        if (path.contains("{id}")) {
            add(operation, "404");
            if (path.matches(ANNOUNCED)) {
                add(operation, "410");
            }
        }
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || takes(operation, "limit") || takes(operation, "days")) {
            add(operation, "400");
        }
        boolean isProtected = takes(operation, "Idempotency-Key") || takes(operation, "If-Match");
        if (hasBody || isProtected || takesQuery(operation)) {
            add(operation, "422");
        }
        if (hasBody) {
            operation.getRequestBody().required(true);
            add(operation, "413");
            add(operation, "415");
        }
        if (path.equals("/v1/previews")) {
            add(operation, "404");
            add(operation, "410");
        }
        boolean isAboutADraft = path.matches(ANNOUNCED)
                && (method == PathItem.HttpMethod.DELETE
                        || method == PathItem.HttpMethod.PATCH
                        || path.endsWith("/drafts"));
        boolean hasNames = path.startsWith("/v1/templates") && hasBody;
        if (isAboutADraft || hasNames || takes(operation, "Idempotency-Key") || path.equals("/v1/previews")) {
            add(operation, "409");
        }
        if (takes(operation, "If-Match")) {
            add(operation, "412");
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

    private static void add(Operation operation, String status) {
        operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/" + name(status)));
    }

    private static String name(String status) {
        return (String) OpenApiSamples.object(ERRORS, status).getOrDefault("name", status);
    }

    private static APIResponse response(Map<String, Object> error) {
        APIResponse response = OASFactory.createAPIResponse()
                .description((String) error.get("description"))
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))
                                        .example(error.get("example"))));
        Map<String, Object> headers = OpenApiSamples.object(error, "headers");
        headers.keySet().forEach(header -> {
            Map<String, Object> described = OpenApiSamples.object(headers, header);
            response.addHeader(
                    header, OpenApiSamples.header((String) described.get("description"), described.get("example")));
        });
        return response;
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
                        "current_version",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .description("With 412: the version there is now."))
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
