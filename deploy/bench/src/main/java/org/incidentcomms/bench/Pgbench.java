package org.incidentcomms.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator, running the transaction of one POST on the stack's server. */
final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    /** The stored document of an incident opened by {@link Operator}. */
    private static final String DOCUMENT = """
            {"id": "inc_01jd00000000000000000000000", "slug": "bench-incident", "version": 1, "kind": "incident", \
            "title": "Bench incident 00001", "status": "investigating", "impact": "major", "components": [], \
            "started_at": "2028-02-01T17:00:00.000Z", "created_at": "2028-02-01T17:00:00.000Z", \
            "updated_at": "2028-02-01T17:00:00.000Z", "updates": [{"id": "upd_01jd00000000000000000000000", \
            "slug": "bench-incident", "status": "investigating", "message": "Pages of part 00001 load slowly. We are \
            looking into it.", "components": [], "posted_at": "2028-02-01T17:00:00.000Z", "revision": 0, \
            "notify": {"email": true, "twitter": true, "blog": true}, "texts": {}, "history": []}], \
            "withdrawn": false}""";

    private static final String HEADERS = """
            {"ce_specversion": "1.0", "ce_id": "inc_01jd00000000000000000000000-1", "ce_type": "incident.opened", \
            "ce_source": "/incident-api", "ce_time": "2028-02-01T17:00:00.000Z", \
            "ce_subject": "inc_01jd00000000000000000000000", "content-type": "application/json"}""";

    private static final String LOG = "transactions";

    private final Path script;
    private final Path folder;
    private final URI database;

    /** @param database {@code jdbc:postgresql://host:port/name} without the {@code jdbc:} */
    Pgbench(Path folder, URI database) throws IOException {
        this.database = database;
        this.folder = folder;
        this.script = folder.resolve("open-incident.pgbench");
        try (InputStream template = Pgbench.class.getResourceAsStream("open-incident.pgbench")) {
            if (template == null) {
                throw new IllegalStateException("open-incident.pgbench is not on the class path");
            }
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(script, text.replace("@DOCUMENT@", DOCUMENT).replace("@HEADERS@", HEADERS));
        }
    }

    /** Transactions, and how long each took. */
    record Result(double perSecond, Quantiles millis) {}

    /** Commits with this number of clients, each one transaction after the other. */
    Result run(int clients, Duration duration, String user) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            "pgbench",
                            "--no-vacuum",
                            "--protocol=prepared",
                            "--client=" + clients,
                            "--jobs=" + Math.min(clients, 2),
                            "--time=" + duration.toSeconds(),
                            "--file=" + script,
                            "--log",
                            "--log-prefix=" + folder.resolve(LOG),
                            "--host=" + database.getHost(),
                            "--port=" + database.getPort(),
                            "--username=" + user,
                            database.getPath().substring(1))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("pgbench failed: " + said);
            }
            Matcher rate = RATE.matcher(said);
            if (!rate.find()) {
                throw new IllegalStateException("no rate in the output of pgbench: " + said);
            }
            return new Result(Double.parseDouble(rate.group(1)), Quantiles.of(durations()));
        } catch (IOException e) {
            throw new UncheckedIOException("pgbench is not installed (Debian: postgresql-contrib)", e);
        }
    }

    /** Reads and deletes the logs of the last run, one per thread: client, number, microseconds, and more. */
    private List<Double> durations() throws IOException {
        List<Double> millis = new ArrayList<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, LOG + ".*")) {
            for (Path log : logs) {
                for (String line : Files.readAllLines(log)) {
                    millis.add(Double.parseDouble(line.split(" ")[2]) / 1000);
                }
                Files.delete(log);
            }
        }
        return millis;
    }
}
