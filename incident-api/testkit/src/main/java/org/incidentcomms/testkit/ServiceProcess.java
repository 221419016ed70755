package org.incidentcomms.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service built by {@code package}, run as a separate process on a free port. It gets the given environment
 * variables, and this process's own except those that begin with {@code MP_JWT_} or {@code QUARKUS_}.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+?)\\.?(\\s|$)");

    private final Process process;
    private final Path output;

    private ServiceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the service of the module in the working directory. */
    public static ServiceProcess start(Map<String, String> variables) {
        return start(Path.of(""), variables);
    }

    /** Starts the service of the module in this directory. */
    public static ServiceProcess start(Path module, Map<String, String> variables) {
        Path jar = module.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar.toAbsolutePath() + " does not exist; verify builds it first");
        }
        try {
            Path output = Files.createTempFile("service-", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx192m",
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("MP_JWT_") || name.startsWith("QUARKUS_"));
            // Otherwise Java cannot open files with non-ASCII names.
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("QUARKUS_HTTP_PORT", "0");
            builder.environment().putAll(variables);
            return new ServiceProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it serves; returns its base URL without a trailing slash. */
    public String awaitAddress() {
        return await().dontCatchUncaughtExceptions()
                .atMost(LIMIT)
                .until(
                        () -> {
                            Matcher matcher = LISTENING.matcher(output());
                            if (matcher.find()) {
                                return matcher.group(1);
                            }
                            if (!process.isAlive()) {
                                throw new IllegalStateException("the service has exited: " + output());
                            }
                            return "";
                        },
                        address -> !address.isEmpty());
    }

    /** Waits until it exits; returns the exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service has not exited: " + output());
        }
        return process.exitValue();
    }

    /** The output so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(output);
    }
}
