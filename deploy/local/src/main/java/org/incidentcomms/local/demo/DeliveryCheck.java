package org.incidentcomms.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.settings.RunningStack;

/** Waits until all announcements are delivered, then checks mail, X and the public site. */
final class DeliveryCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> ON_THE_WAY = Set.of("pending", "delivering");
    /** Mail, X and the public site. */
    private static final int DESTINATIONS = 3;

    private final StackClient client;
    private final RunningStack stack;
    private final PrintStream out;

    DeliveryCheck(StackClient client, RunningStack stack, PrintStream out) {
        this.client = client;
        this.stack = stack;
        this.out = out;
    }

    /** Returns whether everything was found. */
    boolean check(List<Announcement> announcements) throws InterruptedException {
        boolean delivered = awaitDeliveries(announcements);
        CheckReport findings = new CheckReport(out);
        findings.add("all deliveries are completed", delivered);
        if (stack.mailbox().isPresent()) {
            new MailCheck(client, stack.mailbox().get()).check(announcements, findings);
        } else {
            out.println("\nMail was sent to your own mail server and is not checked.");
        }
        new PostCheck(client, stack).check(announcements, findings);
        new PageCheck(client, stack.notifierBlog()).check(announcements, findings);
        return findings.conclude();
    }

    private boolean awaitDeliveries(List<Announcement> announcements) throws InterruptedException {
        out.println("\nDeliveries");
        long begun = System.nanoTime();
        long deadline = begun + PATIENCE.toNanos();
        Set<String> told = new HashSet<>();
        while (told.size() < announcements.size() * DESTINATIONS && System.nanoTime() < deadline) {
            for (URI owner :
                    announcements.stream().map(Announcement::owner).distinct().toList()) {
                for (JsonNode delivery : client.list(URI.create(owner + "/deliveries"))) {
                    announcements.stream()
                            .filter(one -> one.updateId()
                                    .equals(delivery.path("update_id").asText()))
                            .findFirst()
                            .ifPresent(one -> tell(one, delivery, told, begun));
                }
            }
            Thread.sleep(200);
        }
        return told.size() == announcements.size() * DESTINATIONS;
    }

    private void tell(Announcement announcement, JsonNode delivery, Set<String> told, long begun) {
        String channel = delivery.path("channel").asText();
        String state = delivery.path("state").asText();
        if (!ON_THE_WAY.contains(state) && told.add(announcement.updateId() + channel)) {
            out.printf(
                    "  %4.1f s  %-8s %-10s %s/%s  %s%n",
                    (System.nanoTime() - begun) / 1e9,
                    channel,
                    state,
                    delivery.path("delivered").asText("-"),
                    delivery.path("total").asText("-"),
                    announcement.label());
        }
    }

    /** Addresses for the user to look at. */
    static Stream<String> addresses(RunningStack stack) {
        return Stream.concat(
                stack.mailbox().stream().map(mailbox -> "Mailbox       " + mailbox + "/"),
                Stream.of(
                        "Posts on X    " + stack.notifierTwitter() + "/v1/posts",
                        "Blog          " + stack.notifierBlog() + "/blog",
                        "Status page   " + stack.notifierBlog() + "/"));
    }
}
