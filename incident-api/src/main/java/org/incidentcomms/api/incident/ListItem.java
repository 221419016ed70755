package org.incidentcomms.api.incident;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of a list of incidents or maintenances: one that is published, or a draft. */
@Schema(oneOf = {IncidentView.class, DraftView.class})
public interface ListItem {}
