package org.incidentcomms.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.incidentcomms.bench.smtp.MailArrivals;
import org.incidentcomms.bench.smtp.MailArrivals.Arrival;

/**
 * Measures a critical incident for a few subscribers while a maintenance is being sent to many others: they follow
 * different components.
 */
final class Overtaking {

    private static final int MANY = 100_000;
    private static final int FEW = 1_000;
    /** Mails of the maintenance sent before the incident is opened. */
    private static final int UNDER_WAY = 5_000;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final BenchStack stack;
    private final Operator operator;

    Overtaking(BenchStack stack, Operator operator) {
        this.stack = stack;
        this.operator = operator;
    }

    static BenchSetup setup(int connections) {
        return BenchSetup.email(0, connections);
    }

    /**
     * Times of the incident's mails after its 201.
     *
     * @param maintenanceMails mails of the maintenance accepted until the incident's last mail was
     */
    record Result(double firstMillis, double lastMillis, int maintenanceMails) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "critical incident for %,d while a maintenance is sent to %,d: first mail %.0f ms after its 201, last"
                            + " %.0f ms; by then %,d mails of the maintenance were accepted%s",
                    FEW,
                    MANY,
                    firstMillis,
                    lastMillis,
                    maintenanceMails,
                    maintenanceMails < MANY ? "" : " (all: it overtook nothing)");
        }
    }

    Result measure() throws InterruptedException {
        String bulk = component("Reports");
        String urgent = component("Log-in");
        List<String> few = ListMailing.addresses(MANY, MANY + FEW);
        UpdateList list = new UpdateList(stack);
        list.add(ListMailing.addresses(0, MANY), List.of(bulk));
        list.add(few, List.of(urgent));
        MailArrivals arrivals = stack.mail().arrivals();
        announceMaintenance(bulk);
        if (!arrivals.awaitTotal(UNDER_WAY, LIMIT)) {
            throw new IllegalStateException("the maintenance is not being sent");
        }
        Accepted incident = openIncident(urgent);
        List<Instant> arrived = await(few, incident);
        int total = arrivals.total();
        return new Result(
                millis(incident, arrived.stream().min(Instant::compareTo).orElseThrow()),
                millis(incident, arrived.stream().max(Instant::compareTo).orElseThrow()),
                total - FEW);
    }

    private String component(String name) throws InterruptedException {
        return stack.client()
                .post(stack.api("/v1/components"), Map.of("name", name))
                .expectSuccess("POST /v1/components")
                .path("id")
                .asText();
    }

    private void announceMaintenance(String component) throws InterruptedException {
        Instant starts = Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", "Scheduled maintenance");
        body.put("message", "Reports will be unavailable while we move them to new machines.");
        body.put("starts_at", starts.toString());
        body.put("ends_at", starts.plus(2, ChronoUnit.HOURS).toString());
        body.put("components", List.of(component));
        accepted(operator.open("/v1/maintenances", body));
    }

    private Accepted openIncident(String component) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", "Nobody can log in");
        body.put("status", "investigating");
        body.put("impact", "critical");
        body.put("message", "Since a few minutes nobody can log in. We are looking for the cause.");
        body.put("components", List.of(Map.of("id", component, "status", "major_outage")));
        return accepted(operator.open("/v1/incidents", body));
    }

    /** When each mail of the incident was accepted. */
    private List<Instant> await(List<String> addresses, Accepted incident) throws InterruptedException {
        MailArrivals arrivals = stack.mail().arrivals();
        List<String> missing = new ArrayList<>(addresses);
        List<Instant> arrived = new ArrayList<>();
        long begun = System.nanoTime();
        while (!missing.isEmpty()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new IllegalStateException("%d of %d mails of the incident arrived within %d s"
                        .formatted(arrived.size(), addresses.size(), LIMIT.toSeconds()));
            }
            Thread.sleep(20);
            missing.removeIf(address -> {
                var own = arrivals.of(address, incident.updateId());
                own.stream().findFirst().map(Arrival::first).ifPresent(arrived::add);
                return !own.isEmpty();
            });
        }
        return arrived;
    }

    private static Accepted accepted(Optional<Accepted> update) {
        return update.orElseThrow(() -> new IllegalStateException("incident-api did not answer 201"));
    }

    private static double millis(Accepted incident, Instant at) {
        return Math.max(0, Duration.between(incident.at(), at).toNanos() / 1e6);
    }
}
