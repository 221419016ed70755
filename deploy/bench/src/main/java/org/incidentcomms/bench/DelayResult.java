package org.incidentcomms.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mailing over a slow network.
 *
 * @param delayMillis between a group of commands and its replies
 */
record DelayResult(int connections, int delayMillis, MailingResult mailing) {

    private static final int LONGEST_SECONDS = 20;
    private static final int FEWEST_MAILS = 1_000;

    /** So many mails that four round trips for each take about 20 seconds, but not more than there are. */
    static int mails(int connections, int delayMillis, int most) {
        double slowest = possible(connections, delayMillis, 4);
        return (int) Math.min(most, Math.max(FEWEST_MAILS, LONGEST_SECONDS * slowest));
    }

    /** Mails per second if nothing took time except these round trips for each mail. */
    static double possible(int connections, int delayMillis, int roundTrips) {
        return connections * 1_000.0 / (delayMillis * roundTrips);
    }

    @Override
    public String toString() {
        String shares = Stream.of(1, 2, 4)
                .map(trips -> String.format(
                        Locale.ROOT,
                        "%.0f %% of %,.0f (%d)",
                        100 * mailing.perSecond() / possible(connections, delayMillis, trips),
                        possible(connections, delayMillis, trips),
                        trips))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%d connections, replies after %d ms: %,d mails, %,.0f mails/s, the first after %,.0f ms; of the possible rate (round trips per"
                        + " mail): %s",
                connections,
                delayMillis,
                mailing.mails(),
                mailing.perSecond(),
                1e3 * mailing.firstSeconds(),
                shares);
    }
}
