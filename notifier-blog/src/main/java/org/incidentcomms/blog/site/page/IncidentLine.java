package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.Nullable;

/**
 * An incident or maintenance as one list entry.
 *
 * @param impact null if nothing is affected, and for maintenance
 * @param length duration, null while it is open
 * @param window the sentence about a maintenance's window until it is over, else null
 * @param excerpt of the newest update
 */
public record IncidentLine(
        String href,
        String title,
        boolean maintenance,
        StatusBadge state,
        @Nullable StatusBadge impact,
        DisplayTime began,
        @Nullable String length,
        @Nullable String window,
        String excerpt) {}
