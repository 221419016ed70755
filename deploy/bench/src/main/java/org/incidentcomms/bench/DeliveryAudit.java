package org.incidentcomms.bench;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.bench.smtp.MailArrivals;
import org.incidentcomms.bench.smtp.MailArrivals.Arrival;
import org.incidentcomms.testkit.x.XPost;

/**
 * Counts lost, duplicate and out-of-order deliveries of everything accepted.
 *
 * @param mailsLost an update did not reach an address
 * @param mailsDoubled further mails of the same update to the same address
 * @param mailsDisordered an update reached an address before an earlier one of the same incident
 * @param postsLost an update without a post on X
 * @param postsDoubled posts on X beyond one per update
 * @param postsDisordered a post that does not reply to the previous update's
 * @param pagesLost an update without a page or post on the public site of any replica
 */
record DeliveryAudit(
        int mailsLost,
        int mailsDoubled,
        int mailsDisordered,
        int postsLost,
        int postsDoubled,
        int postsDisordered,
        int pagesLost) {

    static final DeliveryAudit CLEAN = new DeliveryAudit(0, 0, 0, 0, 0, 0, 0);

    /** The final counts, and the time until nothing was missing. */
    record Settled(DeliveryAudit census, Duration after) {}

    /** Waits until nothing is missing or the time is over, then counts. */
    static Settled await(BenchStack stack, List<Accepted> owed, Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        Set<String> pagesSeen = new HashSet<>();
        DeliveryAudit census = take(stack, owed, pagesSeen);
        while (census.lost() > 0 && System.nanoTime() - begun < atMost.toNanos()) {
            Thread.sleep(200);
            census = take(stack, owed, pagesSeen);
        }
        Duration after = Duration.ofNanos(System.nanoTime() - begun);
        // Leaves time for late duplicates.
        Thread.sleep(Duration.ofSeconds(3));
        return new Settled(take(stack, owed, pagesSeen), after);
    }

    /** The same counts without earlier duplicates. */
    DeliveryAudit without(int mailsDoubledBefore, int postsDoubledBefore) {
        return new DeliveryAudit(
                mailsLost,
                mailsDoubled - mailsDoubledBefore,
                mailsDisordered,
                postsLost,
                postsDoubled - postsDoubledBefore,
                postsDisordered,
                pagesLost);
    }

    int lost() {
        return mailsLost + postsLost + pagesLost;
    }

    @Override
    public String toString() {
        return ("mails: %d lost, %d duplicate, %d out of order   posts on X: %d lost, %d duplicate, %d out of order"
                        + "   pages: %d lost")
                .formatted(
                        mailsLost, mailsDoubled, mailsDisordered, postsLost, postsDoubled, postsDisordered, pagesLost);
    }

    private static DeliveryAudit take(BenchStack stack, List<Accepted> owed, Set<String> pagesSeen)
            throws InterruptedException {
        MailArrivals mails = stack.mail().arrivals();
        XLedger posts = new XLedger(stack);
        Counts counts = new Counts();
        for (List<Accepted> updates : byIncident(owed).values()) {
            stack.addresses().forEach(address -> counts.mails(mails, address, updates));
            counts.posts(posts, updates);
        }
        for (Accepted update : owed) {
            if (!pagesSeen.contains(update.updateId()) && hasPages(stack, update)) {
                pagesSeen.add(update.updateId());
            }
        }
        return new DeliveryAudit(
                counts.mailsLost,
                mails.doubled(),
                counts.mailsDisordered,
                counts.postsLost,
                posts.doubled(),
                counts.postsDisordered,
                owed.size() - pagesSeen.size());
    }

    private static Map<String, List<Accepted>> byIncident(List<Accepted> owed) {
        return owed.stream()
                .collect(Collectors.groupingBy(Accepted::incidentId, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean hasPages(BenchStack stack, Accepted update) throws InterruptedException {
        for (URI site : stack.sites()) {
            if (!isThere(stack, site.resolve("/incidents/" + update.incidentSlug()))
                    || !isThere(stack, site.resolve("/posts/" + update.updateSlug()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThere(BenchStack stack, URI page) throws InterruptedException {
        return stack.client().get(page).isSuccess();
    }

    private static final class Counts {
        private int mailsLost;
        private int mailsDisordered;
        private int postsLost;
        private int postsDisordered;

        void mails(MailArrivals mails, String address, List<Accepted> updates) {
            Instant before = Instant.MIN;
            for (Accepted update : updates) {
                Optional<Arrival> mail = mails.of(address, update.updateId());
                if (mail.isEmpty()) {
                    mailsLost++;
                } else {
                    Instant first = mail.get().first();
                    mailsDisordered += first.isBefore(before) ? 1 : 0;
                    before = first;
                }
            }
        }

        void posts(XLedger posts, List<Accepted> updates) {
            Optional<String> before = Optional.empty();
            for (Accepted update : updates) {
                Optional<XPost> post = posts.of(update.updateId());
                postsLost += post.isEmpty() ? 1 : 0;
                postsDisordered += post.isPresent() && !post.get().inReplyTo().equals(before) ? 1 : 0;
                before = post.map(XPost::id);
            }
        }
    }
}
