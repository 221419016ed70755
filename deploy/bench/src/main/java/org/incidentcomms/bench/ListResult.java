package org.incidentcomms.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measurements of one build with one number of connections.
 *
 * @param build which build of notifier-email: {@code this} or {@code old}
 * @param mailBytes size of one mail
 * @param limit mails per second of smtp-source to the same server, with as many connections and mails of that size
 * @param cold the first event after the start of the service
 * @param warm the third event
 * @param residentMb resident memory of the service after the third event
 * @param peakMb the most resident memory of the service since its start
 * @param bytesPerMail growth of the ledger per mail, after a vacuum
 * @param commitsPerMail commits of the service's database per mail
 * @param walBytesPerMail write-ahead log of the server per mail
 */
record ListResult(
        String build,
        int connections,
        int mailBytes,
        double limit,
        MailingResult cold,
        MailingResult warm,
        double residentMb,
        double peakMb,
        double bytesPerMail,
        double commitsPerMail,
        double walBytesPerMail) {

    static final String THIS = "this";
    static final String OLD = "old";

    static final double WARM_BAR = 0.6;
    static final double COLD_BAR = 0.35;
    static final double SERVICE_MICROS_BAR = 120;
    static final double DATABASE_MICROS_BAR = 50;
    static final double MEMORY_BAR = 250;
    static final double BYTES_BAR = 60;

    /** Fewer connections than this have no bar for the rate: round trips limit them, not the machine. */
    static final int CONNECTIONS_WITH_BAR = 32;

    boolean isOld() {
        return build.equals(OLD);
    }

    double coldShare() {
        return cold.perSecond() / limit;
    }

    double warmShare() {
        return warm.perSecond() / limit;
    }

    /** The targets it misses, as sentences. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (connections >= CONNECTIONS_WITH_BAR) {
            atLeast(missed, "warm rate / smtp-source", warmShare(), WARM_BAR);
            atLeast(missed, "cold rate / smtp-source", coldShare(), COLD_BAR);
        }
        atMost(missed, "CPU of notifier-email, µs per mail", warm.serviceMicros(), SERVICE_MICROS_BAR);
        atMost(missed, "CPU of PostgreSQL, µs per mail", warm.databaseMicros(), DATABASE_MICROS_BAR);
        atMost(missed, "peak memory of notifier-email, MB", peakMb, MEMORY_BAR);
        atMost(missed, "bytes per recipient in the ledger", bytesPerMail, BYTES_BAR);
        return missed;
    }

    private void atLeast(List<String> missed, String what, double value, double bar) {
        if (value < bar) {
            missed.add(sentence(what, value, "at least", bar));
        }
    }

    private void atMost(List<String> missed, String what, double value, double bar) {
        if (value > bar) {
            missed.add(sentence(what, value, "at most", bar));
        }
    }

    private String sentence(String what, double value, String relation, double bar) {
        return String.format(
                Locale.ROOT, "%d connections: %s is %.4g, must be %s %.4g", connections, what, value, relation, bar);
    }
}
