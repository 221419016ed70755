package org.incidentcomms.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of this module as a separate process, with the class path of the tests. */
public final class JavaProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the class and waits for its READY line. */
    public static JavaProcess ready(Class<?> main, List<String> options, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        Path output = Files.createTempFile("java-process-", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        JavaProcess started = new JavaProcess(process, output);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (started.lines().stream().noneMatch(line -> line.startsWith("READY"))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("not ready: " + Files.readString(output));
            }
            Thread.sleep(50);
        }
        return started;
    }

    /** The output so far. */
    public List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM and returns the exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not exit on SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
