package org.incidentcomms.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.incidentcomms.local.part.JavaPart;
import org.incidentcomms.local.part.ManagedProcess;
import org.incidentcomms.local.part.PostgresPart;
import org.incidentcomms.local.part.Readiness;
import org.incidentcomms.local.settings.StackLayout;
import org.incidentcomms.local.settings.StackLayout.Replica;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.local.token.TokenKey;
import org.incidentcomms.testkit.Ports;
import org.incidentcomms.testkit.kafka.EmbeddedKafka;
import org.incidentcomms.testkit.mail.Mailbox;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/**
 * Defines the parts and their environment. A variable set in the user's environment is passed on and wins; with {@code
 * KAFKA_BOOTSTRAP_SERVERS}, {@code QUARKUS_DATASOURCE_JDBC_URL} or {@code SMTP_HOST} set, the part it replaces is not
 * started.
 */
final class StackParts {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String MAIL = "mail";

    private static final String JDBC_URL = "QUARKUS_DATASOURCE_JDBC_URL";

    /**
     * Seven JVMs share one small machine, so each heap starts small and returns unused memory. Without {@code -Xms} it
     * would start at its maximum. Options unknown to an older JDK are ignored.
     */
    private static final List<String> EVERY_JVM = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:TrimNativeHeapInterval=10000",
            // At its default address the class archive is mapped and read on demand; relocated, all of it is copied.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0");

    /**
     * C1 compiler only: the local stack starts sooner and takes 15 to 25 MB less per service. {@code LOCAL_JVM_OPTIONS}
     * overrides it.
     */
    private static final List<String> SERVER_JVM = List.of("-Xms16m", "-Xmx128m", "-XX:TieredStopAtLevel=1");

    private static final List<String> SERVICE_JVM = List.of("-Xms24m", "-Xmx192m", "-XX:TieredStopAtLevel=1");

    /** For glibc: two arenas instead of eight per core, each of which keeps freed memory. */
    private static final Map<String, String> SMALL_MALLOC = Map.of("MALLOC_ARENA_MAX", "2");

    /** Under load an operator's call has priority over mailings. */
    private static final int NOTIFIER_NICENESS = 10;

    private final StackSettings settings;
    private final StackLayout layout;
    private final TokenKey key;
    private final String linkSecret;

    StackParts(StackSettings settings, StackLayout layout, TokenKey key, String linkSecret) {
        this.settings = settings;
        this.layout = layout;
        this.key = key;
        this.linkSecret = linkSecret;
    }

    /** In display order. */
    List<ManagedProcess> all() {
        List<ManagedProcess> parts = new ArrayList<>();
        if (settings.given(JDBC_URL).isEmpty()) {
            parts.add(new PostgresPart(
                    settings.data().resolve(POSTGRES),
                    settings.port(StackPort.POSTGRES),
                    List.of("incident_api", "notifier_email", "notifier_twitter", "notifier_blog"),
                    log(POSTGRES)));
        }
        if (settings.given("KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
            parts.addAll(brokers());
        }
        if (!settings.mailsOutside()) {
            parts.add(server(MAIL, Mailbox.class, settings.data().resolve(MAIL), StackPort.SMTP, StackPort.MAILBOX));
        }
        for (StackPort service : StackLayout.SERVICES) {
            layout.replicasOf(service).forEach(replica -> parts.add(service(replica)));
        }
        return List.copyOf(parts);
    }

    private List<ManagedProcess> brokers() {
        List<String> names = layout.brokerNames();
        String controllers =
                names.stream().map(name -> String.valueOf(Ports.free())).collect(Collectors.joining(","));
        List<ManagedProcess> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<Object> arguments =
                    new ArrayList<>(List.of(settings.data().resolve(name), layout.brokerPort(i + 1, settings)));
            if (names.size() > 1) {
                arguments.add((i + 1) + "@" + controllers);
            }
            layout.brokers().get(i).forEach((port, advertised) -> arguments.add(port + ":" + advertised));
            parts.add(server(name, EmbeddedKafka.class, arguments.toArray()));
        }
        return parts;
    }

    /** The complete environment of a service. */
    Map<String, String> environment(Replica replica) {
        StackPort service = replica.service();
        Map<String, String> told = switch (service) {
            case INCIDENT_API -> incidentApi();
            case NOTIFIER_EMAIL -> notifierEmail();
            case NOTIFIER_TWITTER -> database("notifier_twitter");
            case NOTIFIER_BLOG -> notifierBlog(replica);
            default -> throw new IllegalArgumentException("unknown service: " + service);
        };
        Map<String, String> environment = new HashMap<>(SMALL_MALLOC);
        environment.putAll(told);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", layout.bootstrapServers(settings));
        // A path, not a URI: a directory name with any characters needs no encoding.
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                key.publicKeyFile().toAbsolutePath().toString());
        environment.put(
                "STATUS_PAGE_URL", settings.http(StackPort.NOTIFIER_BLOG).toString());
        settings.environment()
                .keySet()
                .forEach(name -> settings.given(name).ifPresent(value -> environment.put(name, value)));
        // Each service has its own port and database, even if a variable for all of them is set.
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(replica.port(settings)));
        if (told.containsKey(JDBC_URL)) {
            environment.put(JDBC_URL, told.get(JDBC_URL));
        }
        environment.putAll(layout.told().getOrDefault(replica.name(), Map.of()));
        return environment;
    }

    private Map<String, String> incidentApi() {
        Map<String, String> told = database("incident_api");
        told.put("NOTIFIER_EMAIL_URL", settings.http(StackPort.NOTIFIER_EMAIL).toString());
        told.put(
                "NOTIFIER_TWITTER_URL",
                settings.http(StackPort.NOTIFIER_TWITTER).toString());
        told.put("NOTIFIER_BLOG_URL", settings.http(StackPort.NOTIFIER_BLOG).toString());
        told.put("CONSOLE_EMAIL_URL", settings.http(StackPort.NOTIFIER_EMAIL).toString());
        return told;
    }

    private Map<String, String> notifierEmail() {
        Map<String, String> told = database("notifier_email");
        if (!settings.mailsOutside()) {
            told.put("SMTP_HOST", "127.0.0.1");
            told.put("SMTP_PORT", String.valueOf(settings.port(StackPort.SMTP)));
            told.put("SMTP_SECURITY", "none");
        }
        told.put("EMAIL_FROM", settings.given("COMPANY_NAME").orElse("ClickTime") + " <status@clicktime.example>");
        told.put("EMAIL_PUBLIC_URL", settings.http(StackPort.NOTIFIER_EMAIL).toString());
        int console = settings.port(StackPort.INCIDENT_API);
        told.put("EMAIL_CONSOLE_ORIGINS", "http://localhost:" + console + ",http://127.0.0.1:" + console);
        if (settings.given("EMAIL_LINK_SECRET_FILE").isEmpty()) {
            told.put("EMAIL_LINK_SECRET", linkSecret);
        }
        return told;
    }

    /** Each replica writes its own pages. Only a mirror uses the database. */
    private Map<String, String> notifierBlog(Replica replica) {
        Map<String, String> told = database("notifier_blog");
        told.put("EMAIL_PUBLIC_URL", settings.http(StackPort.NOTIFIER_EMAIL).toString());
        told.put(
                "BLOG_SITE_DIRECTORY",
                settings.data().resolve("site" + replica.suffix()).toString());
        return told;
    }

    private Map<String, String> database(String name) {
        Map<String, String> told = new HashMap<>();
        told.put(JDBC_URL, settings.jdbcUrl(name));
        told.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgresServer.USER);
        return told;
    }

    /** What a process of a service runs. */
    Path jar(Replica replica) {
        return layout.builds()
                .getOrDefault(replica.name(), settings.root())
                .resolve(replica.service().owner())
                .resolve("target/quarkus-app/quarkus-run.jar");
    }

    private ManagedProcess service(Replica replica) {
        StackPort service = replica.service();
        Path jar = jar(replica);
        return new JavaPart(
                replica.name(),
                ManagedProcess.Tier.SERVICE,
                needs(replica),
                service == StackPort.INCIDENT_API ? 0 : NOTIFIER_NICENESS,
                classArchive(replica.name()),
                arguments(replica.name(), serviceJvm(), List.of("-jar", jar.toString())),
                environment(replica),
                log(replica.name()),
                Readiness.http(URI.create("http://127.0.0.1:" + replica.port(settings) + "/q/health/ready")));
    }

    private static Set<String> needs(Replica replica) {
        Stream<String> database = replica.service() == StackPort.NOTIFIER_BLOG ? Stream.empty() : Stream.of(POSTGRES);
        return Stream.concat(database, replica.after().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private List<String> serviceJvm() {
        Stream<String> told =
                settings.given("LOCAL_JVM_OPTIONS").stream().flatMap(Pattern.compile("\\s+")::splitAsStream);
        return Stream.concat(SERVICE_JVM.stream(), told).toList();
    }

    /** One of the test kit's servers as a separate process on this process's class path. */
    private ManagedProcess server(String name, Class<?> main, Object... mainArguments) {
        List<String> program = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : mainArguments) {
            program.add(argument instanceof StackPort port ? String.valueOf(settings.port(port)) : argument.toString());
        }
        Map<String, String> environment = new HashMap<>(SMALL_MALLOC);
        environment.putAll(settings.environment());
        return new JavaPart(
                name,
                ManagedProcess.Tier.TRANSPORT,
                Set.of(),
                0,
                classArchive(name),
                arguments(name, SERVER_JVM, program),
                environment,
                log(name),
                Readiness.says("READY"));
    }

    private Path classArchive(String name) {
        return settings.data().resolve("cache").resolve(name + ".jsa");
    }

    /** JVM options and program. */
    private List<String> arguments(String name, List<String> jvm, List<String> program) {
        // Not in the directory of whoever started the stack.
        List<String> crash = List.of("-XX:ErrorFile=" + settings.log(name + "-crash"));
        return Stream.of(EVERY_JVM, jvm, crash, program).flatMap(List::stream).toList();
    }

    private Path log(String name) {
        return settings.log(name);
    }
}
