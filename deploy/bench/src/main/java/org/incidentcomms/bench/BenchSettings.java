package org.incidentcomms.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.bench.smtp.SmtpSink;
import org.incidentcomms.local.settings.StackPort;
import org.incidentcomms.local.settings.StackSettings;
import org.incidentcomms.testkit.x.XKeys;
import org.incidentcomms.testkit.x.XStub;

/** The settings of a bench's stack: the caller's environment, and where mails, posts and data go. */
final class BenchSettings {

    /**
     * Services are measured with C2, as in production; at four times its thresholds, because four services start at
     * once on few cores.
     */
    private static final String THOROUGH_COMPILER = "-XX:TieredStopAtLevel=4 -XX:Tier4InvocationThreshold=20000"
            + " -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000";

    private BenchSettings() {}

    static StackSettings of(Path root, BenchSetup setup, SmtpSink mail, XStub x) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("LOCAL_JVM_OPTIONS", THOROUGH_COMPILER);
        environment.put("RATE_LIMIT_PER_MINUTE", "0");
        environment.put("SMTP_HOST", "127.0.0.1");
        environment.put("SMTP_PORT", String.valueOf(mail.port()));
        environment.put("SMTP_SECURITY", "none");
        environment.put("SMTP_CONNECTIONS", String.valueOf(setup.connections()));
        XKeys keys = x.keys();
        environment.put("TWITTER_API_URL", x.apiUrl());
        environment.put("TWITTER_CONSUMER_KEY", keys.consumerKey());
        environment.put("TWITTER_CONSUMER_SECRET", keys.consumerSecret());
        environment.put("TWITTER_ACCESS_TOKEN", keys.accessToken());
        environment.put("TWITTER_ACCESS_TOKEN_SECRET", keys.accessTokenSecret());
        Surroundings surroundings = setup.surroundings();
        if (surroundings.brokers() > 1) {
            // Otherwise the topics get as many copies as there are brokers when the first one has started.
            environment.put("OUTBOX_REPLICATION_FACTOR", String.valueOf(surroundings.brokers()));
        }
        surroundings
                .disk()
                .ifPresent(disk ->
                        environment.put("LOCAL_DATA", disk.resolve("stack").toString()));
        if (surroundings.standby()) {
            int port = StackSettings.of(root, environment).port(StackPort.POSTGRES);
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        }
        return StackSettings.of(root, environment);
    }
}
