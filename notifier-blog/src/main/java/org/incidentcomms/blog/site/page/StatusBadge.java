package org.incidentcomms.blog.site.page;

import org.incidentcomms.blog.site.model.OverallStatus;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.StatusLabels;

/**
 * A status badge: always text and an icon, with the colour only in addition.
 *
 * @param tone the style sheet's name of the colour: good, calm, note, warn, bad or down
 * @param icon a name the {@code icon} tag supports
 */
public record StatusBadge(String tone, String icon, String words) {

    static StatusBadge of(Status status) {
        String words = StatusLabels.of(status);
        return switch (status) {
            case INVESTIGATING -> new StatusBadge("bad", "search", words);
            case IDENTIFIED -> new StatusBadge("warn", "target", words);
            case MONITORING -> new StatusBadge("note", "eye", words);
            case RESOLVED, COMPLETED -> new StatusBadge("good", "check", words);
            case SCHEDULED -> new StatusBadge("calm", "calendar", words);
            case IN_PROGRESS, VERIFYING -> new StatusBadge("note", "wrench", words);
            case CANCELLED -> new StatusBadge("calm", "cross", words);
        };
    }

    static StatusBadge of(ComponentStatus status) {
        String words = StatusLabels.of(status);
        return switch (status) {
            case OPERATIONAL -> new StatusBadge("good", "check", words);
            case DEGRADED_PERFORMANCE -> new StatusBadge("warn", "slow", words);
            case PARTIAL_OUTAGE -> new StatusBadge("bad", "alert", words);
            case MAJOR_OUTAGE -> new StatusBadge("down", "cross", words);
            case UNDER_MAINTENANCE -> new StatusBadge("note", "wrench", words);
        };
    }

    static StatusBadge of(Impact impact) {
        String words = StatusLabels.of(impact);
        return switch (impact) {
            case NONE -> new StatusBadge("calm", "info", words);
            case MINOR -> new StatusBadge("warn", "slow", words);
            case MAJOR -> new StatusBadge("bad", "alert", words);
            case CRITICAL -> new StatusBadge("down", "cross", words);
        };
    }

    static StatusBadge of(OverallStatus overall) {
        return switch (overall) {
            case OPERATIONAL, NOTICE -> new StatusBadge("good", "check", "All systems operational");
            case MAINTENANCE -> new StatusBadge("note", "wrench", "Maintenance in progress");
            case MONITORING -> new StatusBadge("note", "eye", "A fix is in place and we are monitoring");
            case MINOR -> new StatusBadge("warn", "slow", "Minor service disruption");
            case MAJOR -> new StatusBadge("bad", "alert", "Partial service outage");
            case CRITICAL -> new StatusBadge("down", "cross", "Major service outage");
        };
    }
}
