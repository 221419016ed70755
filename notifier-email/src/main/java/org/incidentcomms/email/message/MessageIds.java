package org.incidentcomms.email.message;

import java.util.ArrayList;
import java.util.List;
import org.incidentcomms.events.Incident;
import org.incidentcomms.events.PublishedEvent;
import org.incidentcomms.events.StatusEvent.Announcement;
import org.incidentcomms.events.StatusEvent.IncidentCorrected;
import org.incidentcomms.events.StatusEvent.PostmortemPublished;
import org.incidentcomms.events.Update;

/**
 * The local parts of Message-IDs, computed from the event alone: the same event always has the same ones, so a repeat
 * can be recognised as a duplicate, and a mail can reference the earlier ones although they are not stored.
 *
 * <p>In a mail each is {@code <left.recipient_key@domain>}. The thread's root, {@code <incident_id.recipient_key@…>},
 * is never sent; it also joins the mails of a subscriber who was added later into one thread.
 *
 * @param self this mail
 * @param references root first, then the earlier mails of the thread, oldest first
 * @param inReplyTo the mail this one replies to
 */
record MessageIds(String self, List<String> references, String inReplyTo) {
    /** Enough for any mail program; more would only lengthen the header. */
    private static final int MOST_REFERENCES = 20;

    MessageIds {
        references = List.copyOf(references);
    }

    static MessageIds of(PublishedEvent event, Announcement announcement) {
        Incident incident = announcement.incident();
        String root = safe(incident.id());
        List<String> earlier = earlier(announcement);
        String previous = earlier.isEmpty() ? root : earlier.getLast();
        return switch (announcement) {
            case IncidentCorrected corrected -> {
                Update update = update(corrected);
                String original = left(update.id(), "update", 0);
                yield new MessageIds(
                        left(update.id(), "correction", update.revision()),
                        with(root, with(earlier, original)),
                        original);
            }
            case PostmortemPublished postmortem -> {
                String self = left(postmortem.updateId(), "postmortem", incident.version());
                yield new MessageIds(self, with(root, earlier), previous);
            }
            default -> new MessageIds(left(announcement.updateId(), "update", 0), with(root, earlier), previous);
        };
    }

    /** Local parts for the updates before the announced one. */
    private static List<String> earlier(Announcement announcement) {
        return announcement.incident().updates().stream()
                .takeWhile(update -> !update.id().equals(announcement.updateId()))
                .filter(update -> update.notified().includes(MailSettings.CHANNEL))
                .map(update -> left(update.id(), "update", 0))
                .toList();
    }

    private static Update update(Announcement announcement) {
        return announcement
                .incident()
                .update(announcement.updateId())
                .orElseThrow(() -> new IllegalArgumentException("the event does not carry the update it announces"));
    }

    private static String left(String id, String kind, long revision) {
        return safe(id) + "." + kind + revision;
    }

    /** Ids come from incident-api and are plain; any other character must not end the header. */
    private static String safe(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    private static List<String> with(String root, List<String> earlier) {
        List<String> all = new ArrayList<>(List.of(root));
        all.addAll(earlier.subList(Math.max(0, earlier.size() - MOST_REFERENCES), earlier.size()));
        return all;
    }

    private static List<String> with(List<String> earlier, String last) {
        List<String> all = new ArrayList<>(earlier);
        all.add(last);
        return all;
    }
}
