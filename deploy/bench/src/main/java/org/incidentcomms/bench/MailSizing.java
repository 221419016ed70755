package org.incidentcomms.bench;

import java.time.Duration;
import org.incidentcomms.bench.smtp.MailArrivals;

/** Finds the message with which a mail has the wanted size, by sending mails to the only subscriber of a stack. */
final class MailSizing {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SENTENCE =
            "Pages of the web application load slowly, and some of you cannot log in. We are looking for the cause. ";
    private static final int SHORT = 500;
    private static final int LONG = 2_000;

    private final MailArrivals arrivals;
    private final ListMailing mailing;

    MailSizing(BenchStack stack, ListMailing mailing) {
        this.arrivals = stack.mail().arrivals();
        this.mailing = mailing;
    }

    /**
     * A message and its mail.
     *
     * @param bytes header and body, as sent
     */
    record Sized(String message, int bytes) {}

    /** The size of a mail grows linearly with its message, which it contains twice. */
    Sized find(int bytes) throws InterruptedException {
        int small = size(message(SHORT));
        int large = size(message(LONG));
        double growth = (large - small) / (double) (LONG - SHORT);
        String message = message(Math.max(10, (int) Math.round(SHORT + (bytes - small) / growth)));
        return new Sized(message, size(message));
    }

    /** Text of this many characters. */
    static String message(int length) {
        return SENTENCE.repeat(length / SENTENCE.length() + 1).substring(0, length - 1) + ".";
    }

    private int size(String message) throws InterruptedException {
        int before = arrivals.total();
        mailing.open(message);
        if (!arrivals.awaitTotal(before + 1, LIMIT)) {
            throw new IllegalStateException("no mail within " + LIMIT.toSeconds() + " s");
        }
        return arrivals.lastSize();
    }
}
