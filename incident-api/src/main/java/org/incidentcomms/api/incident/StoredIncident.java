package org.incidentcomms.api.incident;

import org.incidentcomms.events.Incident;

/** An incident or maintenance as it is stored: what was published of it last, and what we note beside it. */
public record StoredIncident(Incident document, IncidentMetadata notes) {}
