package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.incidentcomms.bench.postgres.PostgresPair;
import org.incidentcomms.bench.smtp.SmtpSink;
import org.incidentcomms.local.LocalStack;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.part.PartState;
import org.incidentcomms.local.part.Supervisor;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.incidentcomms.testkit.x.XStub;

/** A fresh stack on its own ports, whose mails and posts are received in this process. */
final class BenchStack implements AutoCloseable {

    private static final int UNLIMITED = 1_000_000;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final List<String> DATABASES = StackLayout.SERVICES.stream()
            .map(service -> service.owner().replace('-', '_'))
            .toList();

    private final LocalStack stack;
    private final StackSettings settings;
    private final StackLayout layout;
    private final SmtpSink mail;
    private final ServiceLinks links;
    private final XStub x;
    private final Optional<PostgresPair> postgres;
    private final StackClient client;
    private final List<String> addresses;
    private final Rotation rotation;

    private BenchStack(
            LocalStack stack,
            StackSettings settings,
            BenchSetup setup,
            SmtpSink mail,
            ServiceLinks links,
            XStub x,
            Optional<PostgresPair> postgres) {
        this.stack = stack;
        this.settings = settings;
        this.layout = links.layout(setup);
        this.mail = mail;
        this.links = links;
        this.x = x;
        this.postgres = postgres;
        this.addresses = IntStream.range(0, setup.subscribers())
                .mapToObj("reader-%05d@bench.example"::formatted)
                .toList();
        this.client = new StackClient(stack.token("bench", "admin"));
        this.rotation = new Rotation(replicas(StackPort.INCIDENT_API.owner()));
    }

    static BenchStack start(Path root, BenchSetup setup) throws StackFailure, StackRunsAlready, InterruptedException {
        SmtpSink mail = SmtpSink.start(setup.mailsPerSecond());
        XStub x = XStub.start(0);
        x.limit(Call.CREATE, UNLIMITED); // X allows 100 posts in 15 minutes, which would limit the measurement
        x.limit(Call.TIMELINE, UNLIMITED);
        x.limitPostsPerDay(UNLIMITED);
        StackSettings settings = BenchSettings.of(root, setup, mail, x);
        ServiceLinks links = new ServiceLinks(settings, mail.port(), setup);
        PostgresPair pair = null;
        try {
            if (setup.surroundings().standby()) {
                pair = PostgresPair.start(pairFolder(settings), settings.port(StackPort.POSTGRES), DATABASES);
            }
            LocalStack stack =
                    LocalStack.start(settings, links.layout(setup), LocalStack.Start.FRESH, System.out, false);
            BenchStack bench = new BenchStack(stack, settings, setup, mail, links, x, Optional.ofNullable(pair));
            if (setup.subscribers() > 0) {
                new UpdateList(bench).add(bench.addresses(), List.of());
            }
            return bench;
        } catch (StackFailure | StackRunsAlready | InterruptedException | RuntimeException e) {
            x.close();
            links.close();
            mail.close();
            if (pair != null) {
                pair.close();
            }
            throw e;
        }
    }

    /** Beside the stack's data, which a fresh start deletes. */
    private static Path pairFolder(StackSettings settings) {
        return settings.data().resolveSibling(settings.data().getFileName() + "-postgres");
    }

    StackClient client() {
        return client;
    }

    Supervisor parts() {
        return stack.parts();
    }

    SmtpSink mail() {
        return mail;
    }

    /** The configured proxies. */
    ServiceLinks links() {
        return links;
    }

    /** Distributes the operator's calls over the processes of incident-api. */
    Rotation rotation() {
        return rotation;
    }

    /** The parts that run this service. */
    List<String> replicas(String service) {
        return layout.replicasOf(port(service)).stream().map(Replica::name).toList();
    }

    /** Process id of a running part. */
    long processId(String part) {
        try {
            Path file = settings.data().resolve("parts").resolve(part + ".pid");
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(part + " is not running", e);
        }
    }

    /** Waits until this part is ready after a restart. */
    void awaitReady(String part) throws InterruptedException {
        long begun = System.nanoTime();
        while (stack.parts().state(part) != PartState.READY) {
            if (System.nanoTime() - begun > START_LIMIT.toNanos()) {
                throw new IllegalStateException(part + " was not ready within " + START_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }

    /** Base URL of this part of a service. */
    URI address(String part) {
        return StackLayout.SERVICES.stream()
                .flatMap(service -> layout.replicasOf(service).stream())
                .filter(replica -> replica.name().equals(part))
                .map(replica -> URI.create("http://127.0.0.1:" + replica.port(settings)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown service: " + part));
    }

    /** The primary and its standby, where the setup asks for them. */
    PostgresPair postgres() {
        return postgres.orElseThrow(() -> new IllegalStateException("PostgreSQL has no standby here"));
    }

    XStub x() {
        return x;
    }

    /** The directory of the public pages. */
    Path site() {
        return settings.data().resolve("site");
    }

    /** A directory for a bench's files; deleted with the stack's data. */
    Path folder() {
        return settings.data();
    }

    /** The parts that are brokers. */
    List<String> brokers() {
        return layout.brokerNames();
    }

    /** The parts that are servers the services depend on, as far as the stack itself starts them. */
    List<String> servers() {
        return Stream.concat(
                        brokers().stream(),
                        postgres.isPresent() ? Stream.empty() : Stream.of(StackPort.POSTGRES.owner()))
                .toList();
    }

    /** The brokers' addresses, bypassing all proxies. */
    String bootstrapServers() {
        return layout.bootstrapServers(settings);
    }

    /** A session with a service's database, bypassing all proxies; the caller closes it. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(database), databaseUser(), "");
    }

    /** Name of incident-api's database. */
    URI incidentDatabase() {
        return URI.create(settings.jdbcUrl("incident_api").substring("jdbc:".length()));
    }

    String databaseUser() {
        return EmbeddedPostgresServer.USER;
    }

    URI api(String path) {
        return address(rotation.next()).resolve(path);
    }

    /** URL of the posts reported by notifier-twitter. */
    URI posts() {
        return URI.create(stack.addresses().notifierTwitter() + "/v1/posts?limit=200");
    }

    /** URLs of the public site, one per replica. */
    List<URI> sites() {
        return replicas(StackPort.NOTIFIER_BLOG.owner()).stream()
                .map(this::address)
                .toList();
    }

    /** Addresses on the update list. */
    List<String> addresses() {
        return addresses;
    }

    @Override
    public void close() throws InterruptedException {
        try {
            stack.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the stack", e);
        } finally {
            x.close();
            links.close();
            mail.close();
            if (postgres.isPresent()) {
                postgres.get().close();
            }
            for (String part : List.of("kafka", "kafka-2", "kafka-3", "postgres", "site", "site-2")) {
                Directories.delete(settings.data().resolve(part));
            }
        }
    }

    private static StackPort port(String service) {
        return StackLayout.SERVICES.stream()
                .filter(port -> port.owner().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown service: " + service));
    }
}
