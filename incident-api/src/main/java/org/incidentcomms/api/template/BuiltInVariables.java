package org.incidentcomms.api.template;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Variables with a built-in value. A given value takes precedence. */
@ApplicationScoped
class BuiltInVariables {
    /** The title of the incident or maintenance. */
    static final String TITLE = "title";

    static final Set<String> NAMES =
            Set.of(TITLE, "company", "support", "sign_off", "x_handle", "status_page_url", "today", "time");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d", Locale.US);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("h:mm", Locale.US);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzzz", Locale.US);

    private final CompanyConfig company;
    private final String statusPage;
    private final Clock clock;

    BuiltInVariables(CompanyConfig company, @ConfigProperty(name = "status.page.url") String statusPage, Clock clock) {
        this.company = company;
        this.statusPage = statusPage.replaceAll("/+$", "");
        this.clock = clock;
    }

    /** All except the title: {@code today} is "Saturday, August 5", {@code time} "3:14 pm Pacific Daylight Time". */
    Map<String, String> values() {
        ZonedDateTime now = clock.instant().atZone(company.timeZone());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("company", company.name());
        values.put("support", company.support());
        values.put("sign_off", company.signOff());
        values.put("x_handle", company.xHandle());
        values.put("status_page_url", statusPage);
        values.put("today", DAY.format(now));
        values.put("time", HOUR.format(now) + (now.getHour() < 12 ? " am " : " pm ") + ZONE.format(now));
        return values;
    }
}
