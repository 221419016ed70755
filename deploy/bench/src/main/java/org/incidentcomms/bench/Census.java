package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.incidentcomms.testkit.x.XPost;

/**
 * Counts what became of everything that was accepted.
 *
 * @param mailsLost an address was never told an update
 * @param mailsDoubled told more than once
 * @param mailsDisordered told an update before an earlier one of the same incident
 * @param postsLost no post on X
 * @param postsDoubled posts on X beyond one per update
 * @param postsDisordered an update's post does not answer the one before
 * @param pagesLost neither page nor post on the public site
 */
record Census(
        int mailsLost,
        int mailsDoubled,
        int mailsDisordered,
        int postsLost,
        int postsDoubled,
        int postsDisordered,
        int pagesLost) {

    /** What was counted in the end, and how long it took until nothing was missing. */
    record Settled(Census census, Duration after) {}

    /** Waits until nothing is missing any more, or the time is over, and counts. */
    static Settled await(BenchStack stack, List<Accepted> owed, Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        Set<String> pagesSeen = new HashSet<>();
        Census census = take(stack, owed, pagesSeen);
        while (census.lost() > 0 && System.nanoTime() - begun < atMost.toNanos()) {
            Thread.sleep(500);
            census = take(stack, owed, pagesSeen);
        }
        Duration after = Duration.ofNanos(System.nanoTime() - begun);
        // What would come twice gets a moment to do so.
        Thread.sleep(Duration.ofSeconds(3));
        return new Settled(take(stack, owed, pagesSeen), after);
    }

    int lost() {
        return mailsLost + postsLost + pagesLost;
    }

    @Override
    public String toString() {
        return "mails: %d lost, %d doubled, %d out of order   posts on X: %d lost, %d doubled, %d out of order   pages: %d lost"
                .formatted(
                        mailsLost, mailsDoubled, mailsDisordered, postsLost, postsDoubled, postsDisordered, pagesLost);
    }

    private static Census take(BenchStack stack, List<Accepted> owed, Set<String> pagesSeen)
            throws InterruptedException {
        MailLedger mails = new MailLedger(stack.mail().messages());
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
        return new Census(
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
        return stack.client()
                        .get(stack.page("/incidents/" + update.incidentSlug()))
                        .isSuccess()
                && stack.client()
                        .get(stack.page("/posts/" + update.updateSlug()))
                        .isSuccess();
    }

    private static final class Counts {
        private int mailsLost;
        private int mailsDisordered;
        private int postsLost;
        private int postsDisordered;

        void mails(MailLedger mails, String address, List<Accepted> updates) {
            Instant before = Instant.MIN;
            for (Accepted update : updates) {
                List<Instant> times = mails.of(address, update.updateId());
                if (times.isEmpty()) {
                    mailsLost++;
                } else {
                    mailsDisordered += times.getFirst().isBefore(before) ? 1 : 0;
                    before = times.getFirst();
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
