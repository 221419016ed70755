package org.incidentcomms.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a table for a terminal. */
final class FaultTable {

    private static final String HEAD =
            "fault         target             rounds accepted refused   lost dupl.   allowed most order   done  longest"
                    + " silent not alive\n"
                    + "                                                                              copies  lost  after"
                    + "     wait    for\n";

    private FaultTable() {}

    static String of(List<FaultResult> results) {
        return HEAD + results.stream().map(FaultTable::line).collect(Collectors.joining("\n"));
    }

    private static String line(FaultResult result) {
        return String.format(
                Locale.ROOT,
                "%-13s %-18s %6d %8d %7d %6d %7d %7d %6d %5d %6s %8s %6s %9d  %s",
                result.fault().word(),
                result.target(),
                result.rounds(),
                result.accepted(),
                result.refused(),
                result.census().lost(),
                result.doubled(),
                result.allowed(),
                result.mostCopies(),
                result.disordered(),
                seconds(result.toldAfter()),
                seconds(result.longestWait()),
                result.silence().isZero() ? "-" : seconds(result.silence()),
                result.notAlive(),
                result.isHeld() ? "met" : "MISSED: " + missed(result));
    }

    private static String missed(FaultResult result) {
        return result.census() + "   events: " + result.logDisordered() + " out of order";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
    }
}
