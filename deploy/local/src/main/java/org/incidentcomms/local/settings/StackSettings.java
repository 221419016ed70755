package org.incidentcomms.local.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the stack lives and what the environment says about it.
 *
 * @param root the project's top folder
 * @param data everything the stack keeps: databases, log, logs of the processes, their ids
 * @param portOffset added to every port
 * @param environment handed on to the services; what it sets wins over what the stack would set
 */
public record StackSettings(Path root, Path data, int portOffset, Map<String, String> environment) {

    /** Where a stack is kept that was not told otherwise, under the project's top folder. */
    public static final Path DEFAULT_DATA = Path.of("deploy", "local", ".data");

    public StackSettings {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
        if (portOffset < 0 || StackPort.KAFKA.base() + portOffset > 65_535) {
            throw new IllegalArgumentException(
                    "PORT_OFFSET must be from 0 to " + (65_535 - StackPort.KAFKA.base()) + ", not " + portOffset);
        }
    }

    /** The settings as the environment gives them: {@code PORT_OFFSET} and {@code LOCAL_DATA}. */
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

    /** Where a part that speaks HTTP is reached. */
    public URI http(StackPort port) {
        return URI.create("http://localhost:" + port(port));
    }

    /** What the environment says, where it says anything. */
    public Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /** The output of one part. */
    public Path log(String part) {
        return data.resolve("logs").resolve(part + ".log");
    }

    /** This database on the stack's own server, or on the one {@code QUARKUS_DATASOURCE_JDBC_URL} points at. */
    public String jdbcUrl(String database) {
        return given("QUARKUS_DATASOURCE_JDBC_URL")
                .map(url -> url.replaceFirst("^(jdbc:postgresql://[^/?]+)(/[^?]*)?", "$1/" + database))
                .orElse("jdbc:postgresql://127.0.0.1:" + port(StackPort.POSTGRES) + "/" + database);
    }

    /** Whether mail goes to a server of the user's. */
    public boolean mailsOutside() {
        return given("SMTP_HOST").isPresent() || given("SMTP_PORT").isPresent();
    }

    /** Whether posts go to X, or to whatever {@code TWITTER_API_URL} names, rather than into the dry run. */
    public boolean postsForReal() {
        return given("TWITTER_CONSUMER_KEY").isPresent()
                || given("TWITTER_CONSUMER_KEY_FILE").isPresent();
    }
}
