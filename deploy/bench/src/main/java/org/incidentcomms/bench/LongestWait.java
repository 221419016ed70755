package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.incidentcomms.bench.smtp.MailArrivals;
import org.incidentcomms.bench.smtp.MailArrivals.Arrival;
import org.incidentcomms.testkit.x.XPost;

/** The longest time from a 201 to one of its mails or posts. */
final class LongestWait {

    private LongestWait() {}

    static Duration of(BenchStack stack, Collection<Accepted> owed) throws InterruptedException {
        MailArrivals mails = stack.mail().arrivals();
        XLedger posts = new XLedger(stack);
        return owed.stream()
                .flatMap(update -> told(stack, mails, posts, update).map(at -> Duration.between(update.at(), at)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Stream<Instant> told(BenchStack stack, MailArrivals mails, XLedger posts, Accepted update) {
        Stream<Instant> mailed = stack.addresses().stream()
                .map(address -> mails.of(address, update.updateId()))
                .flatMap(Optional::stream)
                .map(Arrival::first);
        return Stream.concat(mailed, posts.of(update.updateId()).map(XPost::createdAt).stream());
    }
}
