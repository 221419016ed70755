package org.incidentcomms.api.template;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Documents that these bodies may name a template, which may supply required fields. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class TemplatesInOpenApi implements OASFilter {
    private static final List<String> BODIES =
            List.of("OpenIncident", "PostUpdate", "AnnounceMaintenance", "WritePostmortem");
    private static final List<String> FROM_TEMPLATE = List.of("title", "message", "body");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
            return;
        }
        for (String body : BODIES) {
            Schema schema = api.getComponents().getSchemas().get(body);
            if (schema != null) {
                describe(schema);
            }
        }
    }

    private static void describe(Schema schema) {
        schema.addProperty(
                "template",
                OASFactory.createSchema()
                        .type(List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL))
                        .description("Id or name of a template that fills the fields absent from this body.")
                        .examples(List.of("Slow")));
        schema.addProperty(
                "variables",
                OASFactory.createSchema()
                        .type(List.of(Schema.SchemaType.OBJECT, Schema.SchemaType.NULL))
                        .additionalPropertiesSchema(OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL)))
                        .description("Variables of the template, by name.")
                        .examples(List.of(Map.of("system", "ClickTime"))));
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        List<String> needed = required.stream().filter(FROM_TEMPLATE::contains).toList();
        List<String> always = new ArrayList<>(required);
        always.removeAll(needed);
        schema.setRequired(always.isEmpty() ? null : always);
        schema.setAnyOf(List.of(
                OASFactory.createSchema().required(needed),
                OASFactory.createSchema().required(List.of("template"))));
    }
}
