package org.incidentcomms.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of {@link EmailBench} as a table for a terminal, one column per build and number of connections. */
final class EmailTable {

    private final List<ListResult> results;
    private final StringBuilder table = new StringBuilder();

    private EmailTable(List<ListResult> results) {
        this.results = results;
    }

    static String of(List<ListResult> results) {
        EmailTable table = new EmailTable(results);
        table.row("connections", "", result -> String.valueOf(result.connections()));
        if (results.stream().anyMatch(ListResult::isOld)) {
            table.row("build", "", ListResult::build);
        }
        table.row("bytes of one mail", "", result -> whole(result.mailBytes()));
        table.row("smtp-source, mails/s", "", result -> whole(result.limit()));
        table.row("cold, mails/s", "", result -> whole(result.cold().perSecond()));
        table.row("  of smtp-source", ">= 0.35", result -> share(result.coldShare()));
        table.row(
                "  first mail after, ms",
                "",
                result -> whole(1e3 * result.cold().firstSeconds()));
        table.row(
                "  CPU of the service, µs/mail",
                "",
                result -> whole(result.cold().serviceMicros()));
        table.row("warm, mails/s", "", result -> whole(result.warm().perSecond()));
        table.row("  of smtp-source", ">= 0.60", result -> share(result.warmShare()));
        table.row(
                "  first mail after, ms",
                "",
                result -> whole(1e3 * result.warm().firstSeconds()));
        table.row(
                "  CPU of the service, µs/mail",
                "<= 120",
                result -> whole(result.warm().serviceMicros()));
        table.row(
                "  CPU of PostgreSQL, µs/mail",
                "<= 50",
                result -> whole(result.warm().databaseMicros()));
        table.row("memory of the service, MB", "", result -> whole(result.residentMb()));
        table.row("  at its peak", "<= 250", result -> whole(result.peakMb()));
        table.row("ledger, bytes/recipient", "<= 60", result -> whole(result.bytesPerMail()));
        table.row("commits/mail", "", result -> String.format(Locale.ROOT, "%.3f", result.commitsPerMail()));
        table.row("write-ahead log, bytes/mail", "", result -> whole(result.walBytesPerMail()));
        table.ratios();
        return table.table.toString();
    }

    private void row(String what, String bar, Function<ListResult, String> value) {
        table.append(String.format(Locale.ROOT, "%-30s", what));
        results.forEach(result -> table.append(String.format(Locale.ROOT, "%10s", value.apply(result))));
        table.append(bar.isEmpty() ? "" : "   " + bar).append('\n');
    }

    private void ratios() {
        String lines = results.stream()
                .flatMap(result -> old(result).stream().map(old -> ratio(result, old)))
                .collect(Collectors.joining());
        table.append(lines);
    }

    private Optional<ListResult> old(ListResult result) {
        return results.stream()
                .filter(other -> !result.isOld() && other.isOld() && other.connections() == result.connections())
                .findFirst();
    }

    private static String ratio(ListResult result, ListResult old) {
        return String.format(
                Locale.ROOT,
                "this build / old build, %d connections: cold %.2f, warm %.2f%n",
                result.connections(),
                result.cold().perSecond() / old.cold().perSecond(),
                result.warm().perSecond() / old.warm().perSecond());
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
