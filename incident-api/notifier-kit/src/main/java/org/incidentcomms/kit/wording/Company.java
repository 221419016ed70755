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
 * @param language in which it writes, and of fixed texts where a reader chose none
 */
public record Company(
        String name,
        ZoneId timeZone,
        String xHandle,
        String signOff,
        String support,
        URI statusPage,
        Language language) {
    public Company {
        if (statusPage.toString().endsWith("/")) {
            statusPage = URI.create(statusPage.toString().replaceAll("/+$", ""));
        }
    }

    /** The same company as readers of another language see it, whose pages begin at {@code base}. */
    public Company in(Language other, URI base) {
        return new Company(name, timeZone, xHandle, signOff, support, base, other);
    }

    /** A company that writes in English. */
    public Company(String name, ZoneId timeZone, String xHandle, String signOff, String support, URI statusPage) {
        this(name, timeZone, xHandle, signOff, support, statusPage, Language.ENGLISH);
    }
}
