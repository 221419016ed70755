package org.incidentcomms.local.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stack's location and the user's environment.
 *
 * @param root the project's root directory
 * @param data everything the stack stores: databases, log, logs of the processes, their ids
 * @param portOffset added to every port
 * @param environment passed on to the services; overrides the stack's own settings
 */
public record StackSettings(Path root, Path data, int portOffset, Map<String, String> environment) {

    /** The default data directory, below the project's root. */
    public static final Path DEFAULT_DATA = Path.of("deploy", "local", ".data");

    public StackSettings {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
        if (portOffset < 0 || StackPort.KAFKA.base() + portOffset > 65_535) {
            throw new IllegalArgumentException(
                    "PORT_OFFSET must be between 0 and " + (65_535 - StackPort.KAFKA.base()) + ", not " + portOffset);
        }
    }

    /** Reads the settings from the environment: {@code PORT_OFFSET} and {@code LOCAL_DATA}. */
    public static StackSettings of(Path root, Map<String, String> environment) {
        String data = environment.getOrDefault("LOCAL_DATA", "");
        String offset = environment.getOrDefault("PORT_OFFSET", "0").strip();
        if (!offset.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("PORT_OFFSET must be a number, not " + offset);
        }
        return new StackSettings(
                root,
                data.isBlank() ? root.resolve(DEFAULT_DATA) : Path.of(data),
                Integer.parseInt(offset),
                environment);
    }

    public int port(StackPort port) {
        return port.base() + portOffset;
    }

    /** Base URL of an HTTP part. */
    public URI http(StackPort port) {
        return URI.create("http://localhost:" + port(port));
    }

    /** The value of an environment variable, if it is set. */
    public Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /** The log file of one part. */
    public Path log(String part) {
        return data.resolve("logs").resolve(part + ".log");
    }

    /** JDBC URL of this database on the stack's own server, or on the one {@code QUARKUS_DATASOURCE_JDBC_URL} names. */
    public String jdbcUrl(String database) {
        return given("QUARKUS_DATASOURCE_JDBC_URL")
                .map(url -> url.replaceFirst("^(jdbc:postgresql://[^/?]+)(/[^?]*)?", "$1/" + database))
                .orElse("jdbc:postgresql://127.0.0.1:" + port(StackPort.POSTGRES) + "/" + database);
    }

    /** Whether mail is sent to the user's own server. */
    public boolean mailsOutside() {
        return Stream.of("SMTP_HOST", "SMTP_PORT", "SMTP_RELAYS")
                .anyMatch(name -> given(name).isPresent());
    }

    /** Whether posts are sent to X, or to {@code TWITTER_API_URL}, and not to the dry run. */
    public boolean postsForReal() {
        return given("TWITTER_CONSUMER_KEY").isPresent()
                || given("TWITTER_CONSUMER_KEY_FILE").isPresent();
    }
}
