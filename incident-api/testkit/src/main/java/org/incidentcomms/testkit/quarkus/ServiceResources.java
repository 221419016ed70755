package org.incidentcomms.testkit.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;

/**
 * Real servers for a {@code @QuarkusTest}, as configuration of the service under test.
 *
 * <p>Init arguments: {@code database=NAME} makes that database anew and empty; {@code kafka=true} starts the broker, and
 * {@code delete-topics=A,B} then lets the service begin without those; {@code smtp=true} starts a mail server. The
 * signing key of {@link Tokens} is always configured. Tests reach the servers through {@link SharedServers}.
 */
public final class ServiceResources implements QuarkusTestResourceLifecycleManager {

    private Map<String, String> arguments = Map.of();

    @Override
    public void init(Map<String, String> initArgs) {
        arguments = Map.copyOf(initArgs);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>();
        config.put(
                "mp.jwt.verify.publickey.location",
                Tokens.publicKeyFile().toUri().toString());
        // Quarkus makes up a key for tests when it finds none while building; it would win over the location.
        config.put("mp.jwt.verify.publickey", "NONE");
        config.put("mp.jwt.verify.issuer", Tokens.ISSUER);
        config.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
        if (isWanted("kafka")) {
            config.put("kafka.bootstrap.servers", SharedServers.kafka().bootstrapServers());
            for (String topic : arguments.getOrDefault("delete-topics", "").split(",", -1)) {
                if (!topic.isBlank()) {
                    SharedServers.kafka().deleteTopic(topic.strip());
                }
            }
        }
        String database = arguments.getOrDefault("database", "");
        if (!database.isEmpty()) {
            EmbeddedPostgresServer postgres = SharedServers.postgres();
            postgres.dropDatabase(database);
            postgres.createDatabase(database);
            config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
            config.put("quarkus.datasource.username", EmbeddedPostgresServer.USER);
            config.put("quarkus.datasource.password", "");
        }
        if (isWanted("smtp")) {
            config.put("SMTP_HOST", "127.0.0.1");
            config.put("SMTP_PORT", String.valueOf(SharedServers.mail().port()));
        }
        return config;
    }

    @Override
    public void stop() {
        SharedServers.endOfProfile();
    }

    private boolean isWanted(String server) {
        return Boolean.parseBoolean(arguments.getOrDefault(server, "false"));
    }
}
