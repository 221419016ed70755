package org.incidentcomms.api.incident;

import org.incidentcomms.events.IncidentKind;
import org.jspecify.annotations.Nullable;

/** API paths of incidents, maintenances and their updates, published ones and drafts alike. */
public final class ApiPaths {
    private ApiPaths() {}

    public static String of(IncidentKind kind, String id) {
        return switch (kind) {
            case INCIDENT -> "/v1/incidents/" + id;
            case MAINTENANCE -> "/v1/maintenances/" + id;
        };
    }

    /** @param incidentId of the incident {@code id} is an update of, or null if it is not an update */
    public static String of(IncidentKind kind, @Nullable String incidentId, String id) {
        return incidentId == null ? of(kind, id) : of(kind, incidentId) + "/updates/" + id;
    }
}
