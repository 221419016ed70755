package org.incidentcomms.testkit.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.incidentcomms.testkit.Tokens;
import org.incidentcomms.testkit.postgres.EmbeddedPostgresServer;
import org.incidentcomms.testkit.x.XStub;

/**
 * Starts real servers for a {@code @QuarkusTest} and returns their addresses as configuration of the service under
 * test.
 *
 * <p>Init arguments: {@code database=NAME} recreates that database empty; {@code kafka=true} starts the broker, and
 * {@code delete-topics=A,B} deletes those topics before the service starts; {@code smtp=true} starts a mail server,
 * {@code x=true} an X stub. The signing key of {@link Tokens} is always configured. Tests reach the servers through
 * {@link SharedServers}.
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
        // Quarkus generates a key for tests if none is configured at build time; it would take precedence over the
        // location.
        config.put("mp.jwt.verify.publickey", "NONE");
        config.put("mp.jwt.verify.issuer", Tokens.ISSUER);
        config.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
        if (isWanted("kafka")) {
            SharedServers.kafka().start();
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
            postgres.start();
            postgres.dropDatabase(database);
            postgres.createDatabase(database);
            config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
            config.put("quarkus.datasource.username", EmbeddedPostgresServer.USER);
            config.put("quarkus.datasource.password", "");
        }
        if (isWanted("smtp")) {
            asVariable(config, "SMTP_HOST", "127.0.0.1");
            asVariable(config, "SMTP_PORT", String.valueOf(SharedServers.mail().port()));
        }
        if (isWanted("x")) {
            XStub x = SharedServers.x();
            asVariable(config, "TWITTER_API_URL", x.apiUrl());
            asVariable(config, "TWITTER_CONSUMER_KEY", x.keys().consumerKey());
            asVariable(config, "TWITTER_CONSUMER_SECRET", x.keys().consumerSecret());
            asVariable(config, "TWITTER_ACCESS_TOKEN", x.keys().accessToken());
            asVariable(config, "TWITTER_ACCESS_TOKEN_SECRET", x.keys().accessTokenSecret());
        }
        return config;
    }

    @Override
    public void stop() {
        SharedServers.endOfProfile();
    }

    /**
     * An environment variable is also readable as {@code smtp.host}. Test configuration is not the environment, so both
     * names are set.
     */
    private static void asVariable(Map<String, String> config, String variable, String value) {
        config.put(variable, value);
        String[] prefixAndName = variable.toLowerCase(Locale.ROOT).split("_", 2);
        config.put(prefixAndName[0] + "." + prefixAndName[1].replace('_', '-'), value);
    }

    private boolean isWanted(String server) {
        return Boolean.parseBoolean(arguments.getOrDefault(server, "false"));
    }
}
