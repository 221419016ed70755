package org.incidentcomms.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.incidentcomms.local.client.StackClient;

/** Checks for one mail per subscriber and update, in order, each replying to the previous one. */
record MailCheck(StackClient client, URI mailbox) {

    void check(List<Announcement> announcements, CheckReport findings) throws InterruptedException {
        findings.heading("Mails");
        for (Subscriber subscriber : Subscriber.ALL) {
            List<JsonNode> mails = mailsTo(subscriber.email());
            List<Announcement> expected =
                    announcements.stream().filter(subscriber::wants).toList();
            List<Announcement> others = announcements.stream()
                    .filter(announcement -> !subscriber.wants(announcement))
                    .toList();
            findings.add(
                    subscriber.email() + ": one mail for each of " + expected.size() + " updates",
                    expected.stream().allMatch(one -> of(one, mails).size() == 1));
            if (!others.isEmpty()) {
                findings.add(
                        subscriber.email() + ": no mail for other components",
                        others.stream().allMatch(one -> of(one, mails).isEmpty()));
            }
            findings.add(subscriber.email() + ": in order, as one thread per incident", isThreaded(expected, mails));
        }
    }

    /** Oldest first. */
    private List<JsonNode> mailsTo(String email) throws InterruptedException {
        List<JsonNode> mails = new ArrayList<>();
        client.get(URI.create(mailbox + "/api/messages?limit=1000&to=" + email))
                .expectSuccess("the mailbox")
                .path("messages")
                .forEach(mails::add);
        Collections.reverse(mails);
        return mails;
    }

    /** A Message-ID begins with the id of its update. */
    private static List<JsonNode> of(Announcement announcement, List<JsonNode> mails) {
        return mails.stream()
                .filter(mail -> mail.path("message_id").asText().startsWith("<" + announcement.updateId() + "."))
                .toList();
    }

    /** Order is guaranteed within an incident, not between incidents. */
    private static boolean isThreaded(List<Announcement> expected, List<JsonNode> mails) {
        Map<String, String> newest = new HashMap<>();
        Map<String, Integer> positions = new HashMap<>();
        for (Announcement announcement : expected) {
            List<JsonNode> found = of(announcement, mails);
            if (found.isEmpty()) {
                return false;
            }
            JsonNode mail = found.getFirst();
            int position = mails.indexOf(mail);
            Integer earlier = positions.put(announcement.ownerId(), position);
            if (earlier != null && position < earlier) {
                return false;
            }
            String before =
                    newest.put(announcement.ownerId(), mail.path("message_id").asText());
            if (before != null && !mail.path("in_reply_to").asText().equals(before)) {
                return false;
            }
        }
        return true;
    }
}
