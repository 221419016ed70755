package org.incidentcomms.kit.wording;

import java.net.URI;
import java.time.ZoneId;

/**
 * Whose incidents these are ({@code COMPANY_*} and {@code STATUS_PAGE_URL}).
 *
 * @param name as customers know it
 * @param timeZone in which times are told where an event names none
 * @param xHandle with the leading {@code @}
 * @param signOff closes a message nobody signed
 * @param support how customers reach a person: a sentence part, such as "ClickTime Support or your account
 *     representative"
 * @param statusPage base of every link, without a slash at its end
 */
public record Company(String name, ZoneId timeZone, String xHandle, String signOff, String support, URI statusPage) {
    public Company {
        if (statusPage.toString().endsWith("/")) {
            statusPage = URI.create(statusPage.toString().replaceAll("/+$", ""));
        }
    }
}
