package org.incidentcomms.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the results of {@link EmailBench}; each is also printed at once. */
final class EmailReport {

    static final double MAILER_BAR = 3;

    private final List<ListResult> lists = new ArrayList<>();
    private final List<DelayResult> delays = new ArrayList<>();
    private final Map<Integer, Double> mailers = new TreeMap<>();
    private final List<VariantsResult> variants = new ArrayList<>();
    private final List<ReplicaScaling.Result> replicas = new ArrayList<>();
    private final List<String> singles = new ArrayList<>();

    void list(ListResult result) {
        lists.add(result);
        System.out.printf(
                Locale.ROOT,
                "cold %,.0f, warm %,.0f, smtp-source %,.0f mails/s%n",
                result.cold().perSecond(),
                result.warm().perSecond(),
                result.limit());
    }

    /** Mails per second of the engine of Quarkus Mailer with this number of connections. */
    void mailer(int connections, double perSecond) {
        mailers.put(connections, perSecond);
        System.out.printf(Locale.ROOT, "engine of Quarkus Mailer %,.0f mails/s%n", perSecond);
    }

    void delay(DelayResult result) {
        delays.add(result);
        System.out.println(result);
    }

    void variants(VariantsResult result) {
        variants.add(result);
        System.out.println(result);
    }

    void replicas(ReplicaScaling.Result result) {
        replicas.add(result);
        single(result.comparedWith(replicas.getFirst()));
    }

    void latency(Quantiles quantiles) {
        single("201 to the mail at the server, idle system   " + quantiles);
    }

    void flooded(EmailLatency.Flooded result) {
        single(result.toString());
    }

    void overtaking(Overtaking.Result result) {
        single(result.toString());
    }

    /** The targets that are missed by this build, as sentences. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (ListResult result : lists) {
            if (!result.isOld()) {
                missed.addAll(result.missed());
                Double ratio = timesMailer(result);
                if (ratio != null && ratio < MAILER_BAR) {
                    missed.add(String.format(
                            Locale.ROOT,
                            "%d connections: warm rate / engine of Quarkus Mailer is %.2f, must be at least %.0f",
                            result.connections(),
                            ratio,
                            MAILER_BAR));
                }
            }
        }
        variants.stream()
                .filter(result -> result.ratio() < VariantsResult.BAR)
                .forEach(result -> missed.add(result.toString()));
        delays.stream()
                .filter(result -> result.share() < DelayResult.BAR)
                .forEach(result -> missed.add(result.toString()));
        return missed;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!lists.isEmpty()) {
            text.append(EmailTable.of(lists));
        }
        mailers.forEach((connections, perSecond) -> text.append(String.format(
                        Locale.ROOT, "engine of Quarkus Mailer, %d connections: %,.0f mails/s", connections, perSecond))
                .append(timesMailer(connections))
                .append('\n'));
        variants.forEach(result -> text.append(result).append('\n'));
        delays.forEach(delay -> text.append(delay).append('\n'));
        singles.forEach(line -> text.append(line).append('\n'));
        missed().forEach(sentence -> text.append("MISSED: ").append(sentence).append('\n'));
        if (!lists.isEmpty() && missed().isEmpty()) {
            text.append("met\n");
        }
        return text.toString();
    }

    private String timesMailer(int connections) {
        return lists.stream()
                .filter(result -> !result.isOld() && result.connections() == connections)
                .findFirst()
                .map(result -> String.format(
                        Locale.ROOT,
                        "; notifier-email, warm: %.1f times as many (>= %.0f)",
                        timesMailer(result),
                        MAILER_BAR))
                .orElse("");
    }

    private @Nullable Double timesMailer(ListResult result) {
        Double mailer = mailers.get(result.connections());
        return mailer == null ? null : Double.valueOf(result.warm().perSecond() / mailer);
    }

    private void single(String line) {
        singles.add(line);
        System.out.println(line);
    }
}
