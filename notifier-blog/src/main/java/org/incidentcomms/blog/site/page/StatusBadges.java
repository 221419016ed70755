package org.incidentcomms.blog.site.page;

import org.incidentcomms.blog.site.model.OverallStatus;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.Status;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.MessageBundle;
import org.incidentcomms.kit.wording.StatusLabels;

/**
 * The badges of all statuses, in one language.
 *
 * @param texts of the site
 */
public record StatusBadges(MessageBundle texts) {

    /** Those in the company's language. */
    public static StatusBadges of(Company company) {
        return new StatusBadges(Site.WORDS.in(company.language()));
    }

    StatusBadge of(Status status) {
        String words = StatusLabels.of(status, texts.language());
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

    public StatusBadge of(ComponentStatus status) {
        return new StatusBadge(tone(status), icon(status), StatusLabels.of(status, texts.language()));
    }

    private static String icon(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> "check";
            case DEGRADED_PERFORMANCE -> "slow";
            case PARTIAL_OUTAGE -> "alert";
            case MAJOR_OUTAGE -> "cross";
            case UNDER_MAINTENANCE -> "wrench";
        };
    }

    static String tone(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> "good";
            case DEGRADED_PERFORMANCE -> "warn";
            case PARTIAL_OUTAGE -> "bad";
            case MAJOR_OUTAGE -> "down";
            case UNDER_MAINTENANCE -> "note";
        };
    }

    StatusBadge of(Impact impact) {
        String words = StatusLabels.of(impact, texts.language());
        return switch (impact) {
            case NONE -> new StatusBadge("calm", "info", words);
            case MINOR -> new StatusBadge("warn", "slow", words);
            case MAJOR -> new StatusBadge("bad", "alert", words);
            case CRITICAL -> new StatusBadge("down", "cross", words);
        };
    }

    public StatusBadge of(OverallStatus overall) {
        return switch (overall) {
            case OPERATIONAL -> new StatusBadge("good", "check", texts.text("overall.operational"));
            case NOTICE -> new StatusBadge("good", "check", texts.text("overall.notice"));
            case MAINTENANCE -> new StatusBadge("note", "wrench", texts.text("overall.maintenance"));
            case MONITORING -> new StatusBadge("note", "eye", texts.text("overall.monitoring"));
            case MINOR -> new StatusBadge("warn", "slow", texts.text("overall.minor"));
            case MAJOR -> new StatusBadge("bad", "alert", texts.text("overall.major"));
            case CRITICAL -> new StatusBadge("down", "cross", texts.text("overall.critical"));
        };
    }

    StatusBadge postmortem() {
        return new StatusBadge("calm", "book", texts.text("incident.postmortem"));
    }
}
