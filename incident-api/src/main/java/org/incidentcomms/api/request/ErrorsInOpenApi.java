package org.incidentcomms.api.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Adds the possible errors to every operation, which are the same everywhere. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ErrorsInOpenApi implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final Map<String, Object> ERRORS = OpenApiSamples.read("errors.json");

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
                item.getOperations().values().forEach(operation -> describe(path, operation));
            }
        });
    }

    /**
     * Errors that follow from the form of an operation; others are declared there, as references to these responses.
     */
    private static void describe(String path, Operation operation) {
        Set<String> declared = declared(operation.getResponses());
        boolean hasBody = operation.getRequestBody() != null;
        boolean isProtected = takes(operation, "Idempotency-Key") || takes(operation, "If-Match");
        addAll(operation, true, "401", "403", "429", "503");
        addAll(operation, path.contains("{id}"), "404");
        addAll(operation, declared.contains("410") && path.contains("{id}"), "410");
        addAll(operation, hasBody || takes(operation, "limit") || takes(operation, "days"), "400");
        addAll(operation, hasBody || isProtected || takesQuery(operation), "422");
        addAll(operation, hasBody, "413", "415");
        addAll(operation, declared.contains("404"), "404");
        addAll(operation, declared.contains("410"), "410");
        addAll(operation, declared.contains("409") || takes(operation, "Idempotency-Key"), "409");
        addAll(operation, takes(operation, "If-Match"), "412");
        addAll(operation, declared.contains("428"), "428");
        if (hasBody) {
            operation.getRequestBody().required(true);
        }
    }

    /** Removes the references, so that all errors are in one order. */
    private static Set<String> declared(APIResponses responses) {
        Set<String> declared = new HashSet<>();
        Map.copyOf(responses.getAPIResponses()).forEach((status, response) -> {
            if (response.getRef() != null && status.startsWith("4") && declared.add(status)) {
                responses.removeAPIResponse(status);
            }
        });
        return declared;
    }

    private static boolean takes(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> parameter.equals(p.getName()));
    }

    private static boolean takesQuery(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> p.getIn() == Parameter.In.QUERY);
    }

    private static void addAll(Operation operation, boolean isToBe, String... statuses) {
        if (isToBe) {
            for (String status : statuses) {
                APIResponse error = OASFactory.createAPIResponse().ref("#/components/responses/" + name(status));
                operation.getResponses().addAPIResponse(status, error);
            }
        }
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
                .addProperty("field", text("The field: a path into the body, a parameter or a header."))
                .addProperty("message", text("The rule that is broken, and the remedy."));
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("RFC 9457")
                .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("title", text("Short name of the problem."))
                .addProperty("detail", text("What happened."))
                .addProperty("instance", text("Path of the request."))
                .addProperty(
                        "current_version",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .description("Status 412 only: the current version."))
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
