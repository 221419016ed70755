package org.incidentcomms.email.message;

import io.quarkus.qute.RawString;
import java.util.List;
import org.incidentcomms.kit.wording.MessageBundle;
import org.jspecify.annotations.Nullable;

/**
 * The content of a mail, ready for the two templates. Strings are plain text (the HTML template escapes them); {@link
 * RawString}s are sanitised HTML.
 *
 * @param words the fixed texts, in the reader's language
 * @param writtenIn IETF tag of the language the operator wrote in, if it is another one, or null
 * @param preheader what mail programs show beside the subject
 * @param heading of this message
 * @param about the incident's title if the heading does not contain it, or null
 * @param badge status or kind of message, in one or two words
 * @param status the status if the badge shows the kind of message, or null
 * @param scope which customers it concerns, or null
 * @param nextUpdate a sentence about the promised next update, or null
 * @param tone colour of the badge
 * @param lead a sentence before the message, for example that this is a correction, or null
 * @param when the window of a maintenance, or null
 * @param whenBefore the previous window of a rescheduled maintenance, or null
 * @param more URL of the full text if the message was cut, or null
 * @param said when it was posted, in the reader's time zone
 * @param earlier earlier updates of the incident, newest first
 * @param pageUrl the incident's page
 * @param unsubscribeUrl with the placeholder for the recipient's token
 * @param manageUrl with the placeholder for another one: a link to unsubscribe cannot manage
 */
public record MailView(
        MessageBundle words,
        @Nullable String writtenIn,
        String company,
        String preheader,
        String heading,
        @Nullable String about,
        String badge,
        @Nullable String status,
        @Nullable String scope,
        @Nullable String nextUpdate,
        StatusColor tone,
        @Nullable String lead,
        @Nullable String when,
        @Nullable String whenBefore,
        String messageText,
        RawString messageHtml,
        @Nullable String more,
        List<Affected> components,
        String author,
        String said,
        List<Earlier> earlier,
        int earlierNotShown,
        String support,
        @Nullable String xHandle,
        String pageUrl,
        String statusPageUrl,
        String unsubscribeUrl,
        String manageUrl) {
    public MailView {
        components = List.copyOf(components);
        earlier = List.copyOf(earlier);
    }

    /** One component and its status; null where its status is not news. */
    public record Affected(String name, @Nullable String state, StatusColor tone) {}

    /**
     * One earlier update, shortened.
     *
     * @param writtenIn IETF tag of its language, if it is not the reader's, or null
     */
    public record Earlier(
            String badge,
            StatusColor tone,
            String said,
            @Nullable String writtenIn,
            String text) {}
}
