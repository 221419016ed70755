package org.incidentcomms.blog.site.page;

import org.incidentcomms.blog.site.model.Overall;
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
public record Chip(String tone, String icon, String words) {

    static Chip of(Status status) {
        String words = StatusLabels.of(status);
        return switch (status) {
            case INVESTIGATING -> new Chip("bad", "search", words);
            case IDENTIFIED -> new Chip("warn", "target", words);
            case MONITORING -> new Chip("note", "eye", words);
            case RESOLVED, COMPLETED -> new Chip("good", "check", words);
            case SCHEDULED -> new Chip("calm", "calendar", words);
            case IN_PROGRESS, VERIFYING -> new Chip("note", "wrench", words);
            case CANCELLED -> new Chip("calm", "cross", words);
        };
    }

    static Chip of(ComponentStatus status) {
        String words = StatusLabels.of(status);
        return switch (status) {
            case OPERATIONAL -> new Chip("good", "check", words);
            case DEGRADED_PERFORMANCE -> new Chip("warn", "slow", words);
            case PARTIAL_OUTAGE -> new Chip("bad", "alert", words);
            case MAJOR_OUTAGE -> new Chip("down", "cross", words);
            case UNDER_MAINTENANCE -> new Chip("note", "wrench", words);
        };
    }

    static Chip of(Impact impact) {
        String words = StatusLabels.of(impact);
        return switch (impact) {
            case NONE -> new Chip("calm", "info", words);
            case MINOR -> new Chip("warn", "slow", words);
            case MAJOR -> new Chip("bad", "alert", words);
            case CRITICAL -> new Chip("down", "cross", words);
        };
    }

    static Chip of(Overall overall) {
        return switch (overall) {
            case OPERATIONAL, NOTICE -> new Chip("good", "check", "All systems operational");
            case MAINTENANCE -> new Chip("note", "wrench", "Maintenance in progress");
            case MONITORING -> new Chip("note", "eye", "A fix is in place and we are monitoring");
            case MINOR -> new Chip("warn", "slow", "Minor service disruption");
            case MAJOR -> new Chip("bad", "alert", "Partial service outage");
            case CRITICAL -> new Chip("down", "cross", "Major service outage");
        };
    }
}
