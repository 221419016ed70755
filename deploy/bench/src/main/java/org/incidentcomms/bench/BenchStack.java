package org.incidentcomms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.incidentcomms.local.LocalStack;
import org.incidentcomms.local.StackFailure;
import org.incidentcomms.local.StackRunsAlready;
import org.incidentcomms.local.client.StackClient;
import org.incidentcomms.local.part.Supervisor;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.testkit.Directories;
import org.incidentcomms.testkit.mail.MailServer;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.x.XFaults.Call;
import org.incidentcomms.testkit.x.XKeys;
import org.incidentcomms.testkit.x.XStub;

/** A fresh stack of its own on other ports, whose mails and posts end in this process. */
final class BenchStack implements AutoCloseable {

    private static final int UNLIMITED = 1_000_000;

    /**
     * Services are measured as they run in production, with the thorough compiler; at four times its thresholds, for four
     * services start at once on few cores.
     */
    private static final String THOROUGH_COMPILER = "-XX:TieredStopAtLevel=4 -XX:Tier4InvocationThreshold=20000"
            + " -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000";

    private final LocalStack stack;
    private final StackSettings settings;
    private final MailServer mail;
    private final XStub x;
    private final StackClient client;
    private final List<String> addresses;

    private BenchStack(LocalStack stack, StackSettings settings, MailServer mail, XStub x, List<String> addresses) {
        this.stack = stack;
        this.settings = settings;
        this.mail = mail;
        this.x = x;
        this.addresses = addresses;
        this.client = new StackClient(stack.token("bench", "admin"));
    }

    /** @param subscribers how many addresses are on the update list */
    static BenchStack start(Path root, int subscribers) throws StackFailure, StackRunsAlready, InterruptedException {
        MailServer mail = MailServer.start(0);
        XStub x = XStub.start(0);
        x.limit(Call.CREATE, UNLIMITED); // X allows 100 posts in 15 minutes; a bench is about our own time
        x.limit(Call.TIMELINE, UNLIMITED);
        x.limitPostsPerDay(UNLIMITED);
        StackSettings settings = StackSettings.of(root, environment(mail, x));
        try {
            LocalStack stack = LocalStack.start(settings, LocalStack.Start.FRESH, System.out, false);
            List<String> addresses = IntStream.range(0, subscribers)
                    .mapToObj("reader-%02d@bench.example"::formatted)
                    .toList();
            BenchStack bench = new BenchStack(stack, settings, mail, x, addresses);
            bench.subscribe();
            return bench;
        } catch (StackFailure | StackRunsAlready | InterruptedException | RuntimeException e) {
            x.close();
            mail.close();
            throw e;
        }
    }

    StackClient client() {
        return client;
    }

    Supervisor parts() {
        return stack.parts();
    }

    MailServer mail() {
        return mail;
    }

    XStub x() {
        return x;
    }

    /** The folder the public pages are written to. */
    Path site() {
        return settings.data().resolve("site");
    }

    /** Where a bench may leave files; emptied with the stack. */
    Path folder() {
        return settings.data();
    }

    /** Where incident-api keeps its data. */
    URI incidentDatabase() {
        return URI.create(settings.jdbcUrl("incident_api").substring("jdbc:".length()));
    }

    String databaseUser() {
        return EmbeddedPostgresServer.USER;
    }

    URI api(String path) {
        return URI.create(stack.addresses().incidentApi() + path);
    }

    /** What notifier-twitter says it posted. */
    URI posts() {
        return URI.create(stack.addresses().notifierTwitter() + "/v1/posts?limit=200");
    }

    URI page(String path) {
        return URI.create(stack.addresses().notifierBlog() + path);
    }

    /** Who is on the update list. */
    List<String> addresses() {
        return addresses;
    }

    @Override
    public void close() throws InterruptedException {
        try {
            stack.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the stack does not stop", e);
        } finally {
            x.close();
            mail.close();
            for (String part : List.of("kafka", "postgres", "site")) {
                Directories.delete(settings.data().resolve(part));
            }
        }
    }

    private void subscribe() throws InterruptedException {
        URI address = URI.create(stack.addresses().notifierEmail() + "/v1/subscribers");
        for (String email : addresses) {
            client.post(address, Map.of("email", email, "confirmed", true)).expectSuccess("POST /v1/subscribers");
        }
    }

    private static Map<String, String> environment(MailServer mail, XStub x) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("LOCAL_JVM_OPTIONS", THOROUGH_COMPILER);
        environment.put("SMTP_HOST", "127.0.0.1");
        environment.put("SMTP_PORT", String.valueOf(mail.port()));
        environment.put("SMTP_SECURITY", "none");
        environment.put("RATE_LIMIT_PER_MINUTE", "0");
        XKeys keys = x.keys();
        environment.put("TWITTER_API_URL", x.apiUrl());
        environment.put("TWITTER_CONSUMER_KEY", keys.consumerKey());
        environment.put("TWITTER_CONSUMER_SECRET", keys.consumerSecret());
        environment.put("TWITTER_ACCESS_TOKEN", keys.accessToken());
        environment.put("TWITTER_ACCESS_TOKEN_SECRET", keys.accessTokenSecret());
        return environment;
    }
}
