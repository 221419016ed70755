package org.incidentcomms.api.component;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Removes the status history, which only events contain; the API has it as uptime. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ComponentsInOpenApi implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
            return;
        }
        Schema component = api.getComponents().getSchemas().get("Component");
        if (component != null) {
            component.removeProperty("history");
        }
        api.getComponents().removeSchema("ComponentState");
    }
}
