package org.incidentcomms.api.incident;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A list item of incidents or maintenances: a published one, or a draft. */
@Schema(oneOf = {IncidentView.class, DraftView.class})
public interface ListItem {}
