package org.incidentcomms.email.message;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.incidentcomms.kit.wording.Company;
import org.incidentcomms.kit.wording.Language;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a mail is written: one message is rendered for all readers who share it.
 *
 * @param zone of the times in it; null for the zones that the event and the company name
 */
public record MailVariant(Language language, @Nullable ZoneId zone) {

    /** The variant of those who chose nothing. */
    static MailVariant of(Company company) {
        return new MailVariant(company.language(), null);
    }

    /** A reader's choices as stored; what is missing, or no longer known, is the company's. */
    public static MailVariant of(Company company, @Nullable String language, @Nullable String timeZone) {
        return new MailVariant(Language.of(language).orElse(company.language()), zone(timeZone));
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) { // it was known to the JDK that stored it
            return null;
        }
    }
}
