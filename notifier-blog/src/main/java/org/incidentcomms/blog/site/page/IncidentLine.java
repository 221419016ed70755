package org.incidentcomms.blog.site.page;

import org.jspecify.annotations.Nullable;

/**
 * An incident or maintenance as one list entry.
 *
 * @param lang of the title, null if it is the page's
 * @param impact null if nothing is affected, and for maintenance
 * @param length "lasted 1 hour", null while it is open
 * @param window the sentence about a maintenance's window until it is over, else null
 * @param excerptLang of the excerpt, null if it is the page's
 * @param excerpt of the newest update
 */
public record IncidentLine(
        String href,
        @Nullable String lang,
        String title,
        boolean maintenance,
        StatusBadge state,
        @Nullable StatusBadge impact,
        DisplayTime began,
        @Nullable String length,
        @Nullable String window,
        @Nullable String excerptLang,
        String excerpt) {}
