package org.incidentcomms.blog.site.statuspage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of Statuspage's public API, version 2. Times are ISO 8601 with milliseconds and the offset of the page's
 * zone, {@code Z} if that is UTC. A null field is present as {@code null}.
 */
final class StatuspageJson {
    private StatuspageJson() {}

    /**
     * The page, part of every document.
     *
     * @param id 12 lower-case letters and digits
     * @param timeZone IANA
     */
    record Page(String id, String name, String url, String timeZone, String updatedAt) {}

    /**
     * The overall status.
     *
     * @param indicator none, minor, major, critical or maintenance
     */
    record Overall(String indicator, String description) {}

    /**
     * A component, or a group of them.
     *
     * @param position from 1, within its group or on the page
     * @param showcase whether the page shows its uptime
     * @param startDate date from which its uptime is known, null for a group
     * @param group whether it is a group
     * @param components ids of a group's components; a component has no such field
     */
    record Part(
            String id,
            String name,
            String status,
            String createdAt,
            String updatedAt,
            int position,
            @Nullable String description,
            boolean showcase,
            @Nullable String startDate,
            @Nullable String groupId,
            String pageId,
            boolean group,
            boolean onlyShowIfDegraded,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> components) {}

    /**
     * An incident or maintenance.
     *
     * @param status of an incident investigating, identified, monitoring, resolved or postmortem, of a maintenance
     *     scheduled, in_progress, verifying or completed
     * @param impact none, minor, major, critical or maintenance
     * @param shortlink URL of its page
     * @param incidentUpdates newest first
     * @param scheduledFor start of a maintenance; an incident has no such field, and no {@code scheduledUntil}
     */
    record Notice(
            String id,
            String name,
            String status,
            String createdAt,
            String updatedAt,
            @Nullable String monitoringAt,
            @Nullable String resolvedAt,
            String impact,
            String shortlink,
            String startedAt,
            String pageId,
            List<Said> incidentUpdates,
            List<Part> components,
            @Nullable String reminderIntervals,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scheduledFor,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scheduledUntil) {}

    /**
     * An update or a post-mortem.
     *
     * @param body plain text
     * @param affectedComponents null if it names none
     * @param customTweet always null, as {@code tweetId}: the site does not know what was posted on X
     */
    record Said(
            String id,
            String status,
            String body,
            String incidentId,
            String createdAt,
            String updatedAt,
            String displayAt,
            @Nullable List<Affected> affectedComponents,
            boolean deliverNotifications,
            @Nullable String customTweet,
            @Nullable String tweetId) {}

    /**
     * What an update changed of a component.
     *
     * @param code id of the component
     * @param name with its group: {@code Group - Component}
     */
    record Affected(String code, String name, String oldStatus, String newStatus) {}

    record Summary(
            Page page,
            List<Part> components,
            List<Notice> incidents,
            List<Notice> scheduledMaintenances,
            Overall status) {}

    record StatusDocument(Page page, Overall status) {}

    record ComponentsDocument(Page page, List<Part> components) {}

    record IncidentsDocument(Page page, List<Notice> incidents) {}

    record MaintenancesDocument(
            Page page,
            @JsonProperty("scheduled_maintenances") List<Notice> maintenances) {}
}
