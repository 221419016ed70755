package org.incidentcomms.blog.publish.wordpress;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.Assumptions;

/**
 * WordPress itself, started by the script {@code src/test/wordpress/wordpress} where Debian's packages are installed.
 * Elsewhere tests are left out and say why; with {@code CI=true} they fail.
 */
final class RealWordPress implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/wordpress/wordpress").toAbsolutePath();
    private static final int NOT_INSTALLED = 77;

    private final Path directory;
    private final int port;
    private final Properties site = new Properties();

    private RealWordPress(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static RealWordPress start() throws Exception {
        List<String> told = new ArrayList<>();
        int checked = run(told, "check");
        if (checked == NOT_INSTALLED) {
            boolean isRequired = Boolean.parseBoolean(System.getenv("CI"));
            Assumptions.assumeTrue(isRequired, () -> "left out, WordPress is " + told);
        }
        require(checked, told);
        RealWordPress started = new RealWordPress(Files.createTempDirectory("wordpress-"), Ports.free());
        started.call("start", Integer.toString(started.port));
        try (Reader in = Files.newBufferedReader(started.directory.resolve("site.properties"))) {
            started.site.load(in);
        }
        return started;
    }

    int port() {
        return port;
    }

    String url() {
        return site.getProperty("url");
    }

    String user() {
        return site.getProperty("user");
    }

    String password() {
        return site.getProperty("password");
    }

    String version() {
        return site.getProperty("version");
    }

    /** Ends the web server's processes, whatever they are doing, and starts it again. */
    void restart() {
        try {
            call("web-stop");
            call("web-start");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void call(String command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, directory.toString()));
        words.addAll(List.of(arguments));
        List<String> told = new ArrayList<>();
        require(run(told, words.toArray(String[]::new)), told);
    }

    private static void require(int exit, List<String> told) {
        if (exit != 0) {
            throw new IllegalStateException("the WordPress script failed: " + told);
        }
    }

    private static int run(List<String> told, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        // Into a file: a server that it starts must not keep a pipe open.
        Path output = Files.createTempFile("wordpress-", ".log");
        try {
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            told.addAll(Files.readAllLines(output));
            return exit;
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws Exception {
        call("stop");
    }
}
