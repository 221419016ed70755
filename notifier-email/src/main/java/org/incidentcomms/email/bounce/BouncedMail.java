package org.incidentcomms.email.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of our mails a report is about, as the report says; nothing in it is verified.
 *
 * @param returnPathTokens the tokens in return paths, lower case, the report's own recipient first
 * @param messageId of the returned mail; null if the report does not contain it or it is not one of ours
 * @param eventId from the returned mail's header {@code X-Incident-Event-Id}, or null
 */
record BouncedMail(
        List<String> returnPathTokens,
        @Nullable MessageReference messageId,
        @Nullable String eventId) {
    BouncedMail {
        returnPathTokens = List.copyOf(returnPathTokens);
    }

    /** Contains no personal data, because it may be logged. */
    @Override
    public String toString() {
        return "BouncedMail[…]";
    }
}
