package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.Nullable;

/**
 * An incident or maintenance in a few words, for lists.
 *
 * @param impact null where nothing is hit, and for maintenance
 * @param length how long it lasted, null while it is open
 * @param window the sentence of a maintenance's window while it is not over, else null
 * @param excerpt the newest word
 */
public record IncidentLine(
        String href,
        String title,
        boolean maintenance,
        Chip state,
        @Nullable Chip impact,
        Moment began,
        @Nullable String length,
        @Nullable String window,
        String excerpt) {}
