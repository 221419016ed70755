package org.incidentcomms.email.message;

import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Status;

/**
 * The colour of a status, always shown beside its word. Contrast with white is at least 4.5 : 1 (WCAG AA) for {@code
 * ink}, and of {@code light} with the dark background too.
 *
 * @implNote colours are written out because mail programs do not support CSS variables
 */
public enum StatusColor {
    ALARM("#b42318", "#fda29b"),
    WARNING("#b54708", "#fec84b"),
    WATCH("#175cd3", "#84caff"),
    GOOD("#067647", "#75e0a7"),
    PLAN("#5925dc", "#bdb4fe"),
    QUIET("#475467", "#cecfd2");

    private final String ink;
    private final String light;

    StatusColor(String ink, String light) {
        this.ink = ink;
        this.light = light;
    }

    /** Text colour on white, or the background of white text. */
    public String ink() {
        return ink;
    }

    /** Text colour on a dark background. */
    public String light() {
        return light;
    }

    /** Class name in the template's style sheet. */
    public String css() {
        return "t" + ordinal();
    }

    static StatusColor of(Status status) {
        return switch (status) {
            case INVESTIGATING -> ALARM;
            case IDENTIFIED -> WARNING;
            case MONITORING, VERIFYING -> WATCH;
            case RESOLVED, COMPLETED -> GOOD;
            case SCHEDULED, IN_PROGRESS -> PLAN;
            case CANCELLED -> QUIET;
        };
    }

    static StatusColor of(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> GOOD;
            case DEGRADED_PERFORMANCE, PARTIAL_OUTAGE -> WARNING;
            case MAJOR_OUTAGE -> ALARM;
            case UNDER_MAINTENANCE -> PLAN;
        };
    }
}
