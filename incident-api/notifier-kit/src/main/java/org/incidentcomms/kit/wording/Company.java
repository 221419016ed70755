package org.incidentcomms.kit.wording;

import java.net.URI;
import java.time.ZoneId;

/**
 * The company that publishes the incidents ({@code COMPANY_*} and {@code STATUS_PAGE_URL}).
 *
 * @param name as customers know it
 * @param timeZone zone of displayed times if an event names none
 * @param xHandle with the leading {@code @}
 * @param signOff signature of a message without an author
 * @param support how customers reach support: a sentence part, such as "ClickTime Support or your account
 *     representative"
 * @param statusPage base of every link, without a trailing slash
 */
public record Company(String name, ZoneId timeZone, String xHandle, String signOff, String support, URI statusPage) {
    public Company {
        if (statusPage.toString().endsWith("/")) {
            statusPage = URI.create(statusPage.toString().replaceAll("/+$", ""));
        }
    }
}
