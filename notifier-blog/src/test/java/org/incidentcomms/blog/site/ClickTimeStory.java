package org.incidentcomms.blog.site;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.ChannelSelection;
import org.incidentcomms.events.ComponentState;
import org.incidentcomms.events.ComponentStatus;
import org.incidentcomms.events.Impact;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.Status;

/**
 * Announcements modelled on ClickTime's own, moved to the days before {@code now}, plus an incident that is open today.
 */
public final class ClickTimeStory {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private final Instant now;
    private final List<PublishedEvent> events = new ArrayList<>();

    private ClickTimeStory(Instant now) {
        this.now = now;
    }

    public static List<PublishedEvent> quiet(Instant now) {
        ClickTimeStory story = new ClickTimeStory(now);
        story.components(ComponentStatus.OPERATIONAL, ComponentStatus.OPERATIONAL);
        story.outage();
        story.slowness(true);
        story.maintenance();
        return story.events;
    }

    public static List<PublishedEvent> busy(Instant now) {
        ClickTimeStory story = new ClickTimeStory(now);
        story.components(ComponentStatus.PARTIAL_OUTAGE, ComponentStatus.DEGRADED_PERFORMANCE);
        story.outage();
        story.slowness(false);
        story.maintenance();
        return story.events;
    }

    /** Components with history: some longer than the page shows, one added recently, and one without any. */
    private void components(ComponentStatus web, ComponentStatus mobile) {
        Instant slow = web == ComponentStatus.OPERATIONAL ? at(1, 9, 12) : now.minus(Duration.ofMinutes(52));
        List<ComponentState> webs = history(at(150, 9, 0))
                .then(at(71, 9, 0), Duration.ofMinutes(72), ComponentStatus.PARTIAL_OUTAGE)
                .then(at(34, 14, 20), Duration.ofMinutes(25), ComponentStatus.DEGRADED_PERFORMANCE)
                .then(at(6, 8, 40), Duration.ofHours(9), ComponentStatus.MAJOR_OUTAGE)
                .then(slow, Duration.ofMinutes(110), ComponentStatus.PARTIAL_OUTAGE)
                .until(now);
        List<ComponentState> mobiles = history(at(150, 9, 0))
                .then(at(34, 14, 20), Duration.ofMinutes(40), ComponentStatus.DEGRADED_PERFORMANCE)
                .then(slow, Duration.ofMinutes(110), ComponentStatus.DEGRADED_PERFORMANCE)
                .until(now);
        List<ComponentState> reports = history(at(150, 9, 0))
                .then(at(11, 21, 0), Duration.ofHours(1), ComponentStatus.UNDER_MAINTENANCE)
                .until(now);
        add("cmp_web", "Web application", "Product", 1, web, webs);
        add("cmp_mobile", "Mobile apps", "Product", 2, mobile, mobiles);
        add(
                "cmp_login",
                "Log-in",
                "Product",
                3,
                ComponentStatus.OPERATIONAL,
                history(at(150, 9, 0)).until(now));
        add("cmp_reports", "Reports", "Product", 4, ComponentStatus.OPERATIONAL, reports);
        add(
                "cmp_api",
                "API",
                "Integrations",
                5,
                ComponentStatus.OPERATIONAL,
                history(at(40, 11, 0)).until(now));
        add("cmp_qb", "QuickBooks sync", "Integrations", 6, ComponentStatus.OPERATIONAL, List.of());
    }

    private void add(
            String id, String name, String group, int position, ComponentStatus status, List<ComponentState> states) {
        events.add(ComponentEvents.changed(id, 1, name, group, position, status, states));
    }

    /** Operational from then on, except for the given outages. */
    private static States history(Instant since) {
        return new States(List.of(new ComponentState(ComponentStatus.OPERATIONAL, since)));
    }

    private record States(List<ComponentState> all) {

        States then(Instant from, Duration length, ComponentStatus status) {
            List<ComponentState> more = new ArrayList<>(all);
            more.add(new ComponentState(status, from));
            more.add(new ComponentState(ComponentStatus.OPERATIONAL, from.plus(length)));
            return new States(more);
        }

        List<ComponentState> until(Instant now) {
            return all.stream().filter(state -> !state.since().isAfter(now)).toList();
        }
    }

    private void outage() {
        Told outage = Told.incident("feb_2_performance", "Performance problems on Monday morning", Impact.CRITICAL);
        Instant monday = at(6, 8, 40);
        events.add(outage.hitting("cmp_web", "Web application", ComponentStatus.MAJOR_OUTAGE)
                .step(
                        monday,
                        Status.INVESTIGATING,
                        "System Temporarily Unavailable",
                        "We are experiencing technical difficulties and are temporarily unavailable. We are actively"
                                + " working on the issue and will post updates as soon as we have more information."
                                + " Thank you for your understanding."));
        events.add(outage.step(
                monday.plus(Duration.ofMinutes(95)),
                Status.IDENTIFIED,
                "Update on this morning's performance issues",
                "We're continuing to diagnose this morning's performance issues. Because users are seeing very slow"
                        + " login and load times, we've taken the site down temporarily. We will bring it back up as"
                        + " soon as the issue is resolved.\n\nOur web operations team is hard at work on this and we'll"
                        + " be posting updates as we know more."));
        events.add(
                outage.hitting("cmp_web", "Web application", ComponentStatus.OPERATIONAL)
                        .step(
                                monday.plus(Duration.ofHours(9)),
                                Status.MONITORING,
                                "End-of-day update",
                                "As of this evening we have implemented certain site changes that we believe will mitigate the"
                                        + " root cause of today's performance problems. More complex changes will be made over"
                                        + " the coming days and weeks.\n\nAll of us are truly sorry for the frustration and"
                                        + " inconvenience this has caused many of our customers.\n\n-ClickTime Web Operations"));
        events.add(outage.step(
                monday.plus(Duration.ofHours(30)),
                Status.RESOLVED,
                "Performance back to normal",
                "We've been closely monitoring our systems throughout the day today and site speed has been better"
                        + " than average for a Tuesday. It's not quite time to declare victory, but we do think that"
                        + " ongoing site performance should remain up to our standards moving forward.\n\n-Alex Mann",
                "Alex Mann",
                ChannelSelection.EVERYBODY));
        events.add(outage.analysis(
                monday.plus(Duration.ofHours(80)),
                "What happened on Monday, and what we changed",
                "## What happened\n\nIn brief, we experienced excessive slowness while user sessions were being passed"
                        + " across our farm of web servers. This slowness led our users to re-attempt their actions"
                        + " and logins more and more often, which created more slowness, and this compounded"
                        + " itself.\n\n## What we have done\n\n1. Yesterday afternoon we streamlined our"
                        + " session-management.\n2. In coming releases we're going to *limit the ability to re-try*"
                        + " certain actions.\n3. We are accelerating our plans to **totally replace** our"
                        + " session-handling system.\n\n> We recently expanded our hardware capacity, but the plumbing"
                        + " between those new systems couldn't keep up.\n\n## Was the team prepared?\n\n"
                        + "Some customers have asked if we're unprepared to handle the load of a growing customer"
                        + " base. Ironically, yesterday's problems were the result of mistakes made pursuing that"
                        + " goal. ".repeat(6)
                        + "\n\nI hope anyone with questions will contact us at https://support.clicktime.com.",
                "Alex Mann"));
    }

    private void slowness(boolean over) {
        Told slow = Told.incident("slow_loading_times", "Slow loading times on web and mobile", Impact.MAJOR);
        Instant began = over ? at(1, 9, 12) : now.minus(Duration.ofMinutes(52));
        events.add(slow.hitting("cmp_web", "Web application", ComponentStatus.PARTIAL_OUTAGE)
                .hitting("cmp_mobile", "Mobile apps", ComponentStatus.DEGRADED_PERFORMANCE)
                .step(
                        began,
                        Status.INVESTIGATING,
                        "ClickTime System Status Update",
                        "Some ClickTime customers may be experiencing slow loading times on the web and mobile versions"
                                + " of the app. We are actively working on the issue and will post updates as soon as"
                                + " we have more information. Please reach out to ClickTime Support or your account"
                                + " representative if you have any questions."));
        events.add(slow.step(
                began.plus(Duration.ofMinutes(25)),
                Status.IDENTIFIED,
                null,
                "A database node is overloaded. We are moving its accounts to another one: about **40 %** are done."));
        events.add(slow.edit(
                began.plus(Duration.ofMinutes(31)),
                "A database node is overloaded. We are moving its accounts to another one: about **60 %** are done."));
        if (over) {
            events.add(slow.hitting("cmp_web", "Web application", ComponentStatus.OPERATIONAL)
                    .hitting("cmp_mobile", "Mobile apps", ComponentStatus.OPERATIONAL)
                    .step(
                            began.plus(Duration.ofMinutes(110)),
                            Status.RESOLVED,
                            "ClickTime System Status Update",
                            "Earlier today, some ClickTime customers were experiencing some issues with the web and"
                                    + " mobile versions of the app. This is resolved.\n\nThank you for your"
                                    + " patience."));
        }
    }

    private void maintenance() {
        Told planned = Told.maintenance(
                "scheduled_maintenance", "ClickTime – Scheduled Maintenance", at(-9, 10, 0), Duration.ofHours(6));
        events.add(planned.hitting("cmp_web", "Web application", ComponentStatus.UNDER_MAINTENANCE)
                .step(
                        now.minus(Duration.ofDays(2)),
                        Status.SCHEDULED,
                        null,
                        "ClickTime will be unavailable during this time. The system is undergoing important maintenance"
                                + " to improve system security and performance."));
        Told past = Told.maintenance("certificates", "Renewal of certificates", at(11, 21, 0), Duration.ofHours(1));
        events.add(past.step(at(16, 9, 0), Status.SCHEDULED, null, "No interruption is expected."));
        events.add(past.step(at(11, 21, 40), Status.COMPLETED, null, "Done, without interruption."));
    }

    private Instant at(int daysAgo, int hour, int minute) {
        ZonedDateTime day = now.atZone(PACIFIC).minusDays(daysAgo);
        return day.toLocalDate().atTime(hour, minute).atZone(PACIFIC).toInstant();
    }
}
