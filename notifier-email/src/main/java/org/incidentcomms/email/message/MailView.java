package org.incidentcomms.email.message;

import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a mail says, in words, ready for the two templates. Strings are plain text (the HTML template escapes
 * them); {@link RawString}s are sanitised HTML.
 *
 * @param preheader what mail programs show beside the subject
 * @param heading of this message
 * @param about the incident's title where the heading does not say it, or null
 * @param badge state, or kind of message, in one or two words
 * @param status the state where the badge tells one, or null
 * @param tone colour of the badge
 * @param lead a sentence before the message, such as that this is a correction, or null
 * @param when the window of a maintenance, or null
 * @param whenBefore the window it had before it was moved, or null
 * @param more address of the rest where the message was too long for a mail, or null
 * @param said when it was posted, in the company's time zone
 * @param earlier earlier updates of the incident, newest first
 * @param pageUrl the incident's page
 * @param unsubscribeUrl still with the placeholder for the recipient's token
 */
public record MailView(
        String company,
        String preheader,
        String heading,
        @Nullable String about,
        String badge,
        @Nullable String status,
        Tone tone,
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
        String unsubscribeUrl) {
    public MailView {
        components = List.copyOf(components);
        earlier = List.copyOf(earlier);
    }

    /** One component and how it is now; null where its state is not the news. */
    public record Affected(String name, @Nullable String state, Tone tone) {}

    /** One earlier update, shortened. */
    public record Earlier(String badge, Tone tone, String said, String text) {}
}
