package org.incidentcomms.email.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Message-ID of ours, {@code <{mail}.{recipient_key}@domain>}; see {@code message.MessageIds}.
 *
 * @param mail {@code {update_id}.update0}, {@code {update_id}.correction2}, {@code subscription.confirm}
 * @param recipientKey random, 22 characters; compared with case
 */
record MessageReference(String mail, String recipientKey) {
    private static final String SUBSCRIPTION = "subscription.";

    /** The first Message-ID of this domain in the text; null if there is none. */
    static @Nullable MessageReference find(String text, String domain) {
        Matcher matcher = Pattern.compile(
                        "<([A-Za-z0-9_-]{1,100}\\.[a-z]{1,20}[0-9]{0,9})\\.([A-Za-z0-9_-]{22})@" + Pattern.quote(domain)
                                + ">",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text);
        return matcher.find() ? new MessageReference(matcher.group(1), matcher.group(2)) : null;
    }

    /** Whether it is a mail about a subscription itself, which belongs to no event. */
    boolean isAboutSubscription() {
        return mail.startsWith(SUBSCRIPTION);
    }

    /** The same for every report about one mail to one subscriber; letters have a key of their own. */
    String reference() {
        return isAboutSubscription() ? mail + "." + recipientKey : mail;
    }

    String updateId() {
        return mail.substring(0, mail.lastIndexOf('.'));
    }

    @Override
    public String toString() {
        return "MessageReference[" + mail + "]";
    }
}
