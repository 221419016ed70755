package org.incidentcomms.api.incident;

import org.incidentcomms.events.Incident;

/** A stored incident or maintenance: its latest published version and its metadata. */
public record StoredIncident(Incident document, IncidentMetadata notes) {}
