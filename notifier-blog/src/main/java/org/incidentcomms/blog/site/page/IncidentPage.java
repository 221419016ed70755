package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.Nullable;

/**
 * The page of one incident or maintenance.
 *
 * @param follow slug for the form to hear of this incident only; null if it is over or has not begun
 * @param data JSON-LD, see {@link StructuredData}
 */
public record IncidentPage(
        PageMetadata frame, IncidentView incident, @Nullable String follow, String data) {}
