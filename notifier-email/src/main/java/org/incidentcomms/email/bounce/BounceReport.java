package org.incidentcomms.email.bounce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a message in the bounce mailbox says. */
sealed interface BounceReport {

    /**
     * A mail was not delivered.
     *
     * @param status the enhanced status code (RFC 3463), such as {@code 5.1.1}; null if the report has none
     */
    record Bounced(
            BouncedMail mail, Severity severity, @Nullable String status) implements BounceReport {}

    /** The reader reported a mail as spam (RFC 5965). */
    record Complaint(BouncedMail mail) implements BounceReport {}

    /** Understood, and nobody's mail has failed. */
    record NoFailure(Kind kind) implements BounceReport {}

    /** Nothing this parser knows, such as a letter from a person. */
    record Unknown() implements BounceReport {}

    /** What a failure says about the address. */
    enum Severity {
        /** It does not exist, or no longer. */
        HARD,
        /** It may work later: mailbox full, server unreachable. */
        SOFT,
        /** The sender or the content was refused; nothing is known about the address. */
        POLICY;

        /** The name in the database and in metrics. */
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a report is no failure. */
    enum Kind {
        AUTO_REPLY,
        /** The recipient's server asks the sender to prove that a person wrote the mail. */
        CHALLENGE,
        /** The server still tries. */
        DELAYED,
        /** A report of success. */
        DELIVERED,
        /** RFC 8098. */
        READ_RECEIPT,
        /** Feedback that is no complaint, such as {@code not-spam} or {@code auth-failure}. */
        OTHER_FEEDBACK,
        /** One of our own mails, not a report about one. */
        OWN_MAIL
    }
}
