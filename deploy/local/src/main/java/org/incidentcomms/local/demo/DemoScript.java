package org.incidentcomms.local.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * ClickTime's announcements on two days in February and before a Saturday in August, as request bodies of the API.
 *
 * @param component returns the id of a component by its name
 */
record DemoScript(UnaryOperator<String> component) {

    static final String WEB = "Web application";
    static final String MOBILE = "Mobile app";
    static final String REPORTS = "Reports and exports";
    static final List<String> COMPONENTS = List.of(WEB, MOBILE, REPORTS);
    /** The web and mobile applications were slow; reports were not affected. */
    static final List<String> IN_FEBRUARY = List.of(WEB, MOBILE);

    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    /** Monday morning. */
    Map<String, Object> slowLogIn() {
        Map<String, Object> body = update("investigating", "Log-in is slow this morning", """
                Since the start of the day many of you have waited far too long to log in and for pages to load, on the \
                web and in the mobile app. Our web operations team is looking for the cause, and we will tell you here \
                as soon as we know more. Thank you for bearing with us.
                """);
        body.put("title", "Slow log-in and page loading");
        body.put("impact", "major");
        body.put("components", components("degraded_performance"));
        return body;
    }

    /** Later that morning. */
    Map<String, Object> siteTakenDown() {
        Map<String, Object> body = update("identified", "We have taken the site down while we work on it", """
                Log-in and pages have become so slow that working with ClickTime is hardly possible. We have therefore \
                **taken the site down for now** and will bring it back as soon as the problem is solved. The \
                whole team is at it.

                There are two more ways to hear from us meanwhile: our feed, **@clicktime**, and the e-mail **update \
                list**. Write to ClickTime Support, and your address is added to the list.
                """);
        body.put("components", components("major_outage"));
        return body;
    }

    /** Monday evening. */
    Map<String, Object> endOfDay() {
        Map<String, Object> body = update("monitoring", "Feb 2 end-of-day update", """
                The site is up again. This evening we put changes in place that should take care of the cause of \
                today's slowness, and further, larger ones follow over the next days and weeks.

                * Traffic was smooth all afternoon, but there was not much of it, so we stay careful.
                * We watch all systems through the night and through the busy Tuesday morning.
                * We do not expect to take the site offline again. Should it be necessary, we will, and tell you here first.

                We are sorry for the time and patience this cost you. A full account of what happened will follow.
                """);
        body.put("author", "ClickTime Web Operations");
        body.put("components", components("degraded_performance"));
        return body;
    }

    /** Tuesday. */
    Map<String, Object> backToNormal() {
        Map<String, Object> body = update("resolved", "Performance back to normal", """
                We have watched ClickTime closely all day (Feb 3), and for a Tuesday it has been faster than usual. We \
                will not cheer too early, but we expect it to stay that way.

                **What happened.** Everything you do is shared out over many web servers, and behind the scenes they \
                hand your session from one to the next, so that you never notice which of them you talk to. Yesterday \
                that hand-over crossed a limit and became congested. Pages slowed down; people tried again, which is \
                only natural; each new try added load; and the slowness fed on itself.

                **What we have done, and what comes next.**

                1. Yesterday afternoon we made the handling of sessions leaner, a first step towards the cause. More \
                such changes go out today.
                2. A coming release limits how often some actions can be repeated, so that one person's retries no \
                longer multiply the load.
                3. We bring forward the plan to replace session handling altogether by something many times faster.

                **Were we not prepared for more customers?** Some of you have asked. The irony is that we were in the \
                middle of preparing: we had added servers for the load to come, and the plumbing between the new \
                machines could not keep up with them. We know now how to put that right.

                If you have questions, please ask; I would like to hear them.
                """);
        body.put("author", "Alex Mann");
        body.put("components", components("operational"));
        return body;
    }

    /** The first Saturday of the next August, from ten to four. */
    Map<String, Object> augustMaintenance(LocalDate today) {
        ZonedDateTime starts = saturdayInAugust(today).atTime(10, 0).atZone(PACIFIC);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("template", "Scheduled maintenance");
        body.put("starts_at", starts.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        body.put("ends_at", starts.withHour(16).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        body.put("time_zone", PACIFIC.getId());
        body.put("components", COMPONENTS.stream().map(component).toList());
        return body;
    }

    static LocalDate saturdayInAugust(LocalDate today) {
        LocalDate thisYear = firstSaturday(today.getYear());
        return thisYear.isAfter(today) ? thisYear : firstSaturday(today.getYear() + 1);
    }

    private static LocalDate firstSaturday(int year) {
        return LocalDate.of(year, Month.AUGUST, 1).with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
    }

    private static Map<String, Object> update(String status, String headline, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.put("headline", headline);
        body.put("message", message);
        return body;
    }

    private List<Map<String, String>> components(String status) {
        return IN_FEBRUARY.stream()
                .map(name -> Map.of("id", component.apply(name), "status", status))
                .toList();
    }
}
