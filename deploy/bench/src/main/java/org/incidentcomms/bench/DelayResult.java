package org.incidentcomms.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mailing over a slow network.
 *
 * @param delayMillis between a group of commands and its replies
 * @param undelayed mails per second to the same server without a delay: no network allows more on this machine
 */
record DelayResult(int connections, int delayMillis, double undelayed, MailingResult mailing) {

    /** Of what the connections and the delay allow with two round trips per mail, as RFC 2920 needs. */
    static final double BAR = 0.9;

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

    /** Share of what delay, connections and machine allow. */
    double share() {
        return mailing.perSecond() / Math.min(undelayed, possible(connections, delayMillis, 2));
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
                "%d connections, replies after %d ms: %,d mails, %,.0f mails/s (%,.0f without delay), the first after %,.0f ms;"
                        + " of what is allowed: %.2f (>= %.2f); of the possible rate (round trips per mail): %s",
                connections,
                delayMillis,
                mailing.mails(),
                mailing.perSecond(),
                undelayed,
                1e3 * mailing.firstSeconds(),
                share(),
                BAR,
                shares);
    }
}
