package org.incidentcomms.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What a chaos run accepted, broke and found.
 *
 * @param strikes number of faults by fault and target
 * @param mayRefuse whether calls may be refused, as they are by a process that was killed
 * @param poison unreadable records written; {@code poisonSetAside} the fewest dead letters of a notifier
 * @param withdrawnShown withdrawn incidents that a page still shows
 * @param allowed permitted number of duplicate mails
 * @param idle share of the processors' time, 0 to 1
 */
record ChaosReport(
        Map<String, Integer> strikes,
        int accepted,
        int corrected,
        int withdrawn,
        int maintenances,
        int poison,
        int poisonSetAside,
        int refused,
        boolean mayRefuse,
        DeliveryAudit census,
        int logDisordered,
        int withdrawnShown,
        int allowed,
        Duration toldAfter,
        Duration longestWait,
        double idle) {

    private static final double LEAST_IDLE = 0.1;

    boolean isHeld() {
        return accepted > 0
                && (refused == 0 || mayRefuse)
                && census.lost() == 0
                && census.mailsDisordered() + census.postsDisordered() + logDisordered == 0
                && census.mailsDoubled() <= allowed
                && census.postsDoubled() == 0
                && withdrawnShown == 0
                && poisonSetAside >= poison;
    }

    /** A machine that was too busy says nothing about waiting times. */
    boolean isVoid() {
        return idle < LEAST_IDLE;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("fault         target             times\n");
        strikes.forEach((fault, times) -> text.append(String.format(Locale.ROOT, "%-32s %5d%n", fault, times)));
        line(text, "accepted", "%d updates of incidents and maintenances", accepted);
        line(text, "of these", "%d corrected, %d maintenances", corrected, maintenances);
        line(
                text,
                "besides",
                "%d incidents withdrawn, %d calls refused%s",
                withdrawn,
                refused,
                mayRefuse ? "" : " (0 allowed)");
        line(text, "lost", "mails %d, posts %d, pages %d", census.mailsLost(), census.postsLost(), census.pagesLost());
        line(
                text,
                "out of order",
                "mails %d, posts %d, events %d",
                census.mailsDisordered(),
                census.postsDisordered(),
                logDisordered);
        line(
                text,
                "doubled",
                "mails %d (%d allowed), posts %d (0 allowed)",
                census.mailsDoubled(),
                allowed,
                census.postsDoubled());
        line(text, "withdrawn", "%d still shown", withdrawnShown);
        line(text, "poison", "%d written, %d set aside by the notifier with the fewest", poison, poisonSetAside);
        line(text, "done after", "%.1f s; longest wait %.1f s", seconds(toldAfter), seconds(longestWait));
        line(text, "processors", "%.0f %% idle%s", idle * 100, isVoid() ? ": VOID for waiting times" : "");
        line(text, "result", isHeld() ? "met" : "MISSED");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append("%-13s %s%n".formatted(name, String.format(Locale.ROOT, format, values)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
