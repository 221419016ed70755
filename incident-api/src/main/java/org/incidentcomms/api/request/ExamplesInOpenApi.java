package org.incidentcomms.api.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds a request, its response and the response's headers to every operation, from {@code openapi/examples}: one file
 * for each path below {@code /v1}; describes every parameter. Tests verify the examples.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ExamplesInOpenApi implements OASFilter {
    private static final Map<String, String> HEADERS = Map.of(
            "ETag",
            "Version of the returned resource; send it as If-Match to update exactly this version.",
            "Location",
            "URL of the created resource.",
            "Cache-Control",
            "It is not to be kept.");

    private static final Map<String, Object> PARAMETERS = OpenApiSamples.read("parameters.json");

    private final Map<String, Map<String, Object>> files = new HashMap<>();

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((method, operation) -> show(operation, exampleOf(method + " " + path, path))));
    }

    private Map<String, Object> exampleOf(String call, String path) {
        String[] segments = path.split("/", -1);
        String file = "examples/" + (segments.length < 3 ? "others" : segments[2]) + ".json";
        return OpenApiSamples.object(files.computeIfAbsent(file, OpenApiSamples::read), call);
    }

    private static void show(Operation operation, Map<String, Object> example) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(ExamplesInOpenApi::describe);
        }
        if (operation.getRequestBody() != null && example.containsKey("request")) {
            operation
                    .getRequestBody()
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(type -> type.examples(null).setExample(example.get("request")));
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                show(response, example, status);
            }
        });
    }

    private static void show(APIResponse success, Map<String, Object> example, String status) {
        Map<String, Object> headers = OpenApiSamples.object(example, "headers");
        if (status.equals("200")) {
            headers.remove("Location");
        }
        headers.forEach((name, value) ->
                success.addHeader(name, OpenApiSamples.header(HEADERS.getOrDefault(name, name), value)));
        Object body = example.getOrDefault("response_" + status, example.get("response"));
        if (body != null && success.getContent() != null) {
            success.getContent().getMediaTypes().values().forEach(type -> type.setExample(body));
        }
    }

    private static void describe(Parameter parameter) {
        Map<String, Object> known = OpenApiSamples.object(PARAMETERS, parameter.getName());
        if (parameter.getDescription() == null) {
            parameter.setDescription((String) known.get("description"));
        }
        if (parameter.getExample() == null && known.containsKey("example")) {
            parameter.setExample(known.get("example"));
        }
    }
}
