package org.incidentcomms.blog.site.bucket;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.Ports;
import org.junit.jupiter.api.Assumptions;

/**
 * s3rver, a store that speaks S3's protocol. It refuses access keys other than its own but does not check signatures of
 * version 4, and it serves a bucket as a website too.
 */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "status";
    /** The only access key it knows. */
    static final String KEY = "S3RVER";

    private final Process process;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test where the server is missing. */
    static S3Server start(Path folder) {
        String program = System.getenv("S3RVER");
        Assumptions.assumeTrue(
                program != null && !program.isBlank(),
                "no S3 server: S3RVER does not name the program of npm's s3rver");
        int port = Ports.free();
        try {
            Path website = Path.of("src/test/resources/s3/website.xml").toAbsolutePath();
            Process started = new ProcessBuilder(
                            program,
                            "--directory=" + folder,
                            "--address=127.0.0.1",
                            "--port=" + port,
                            "--configure-bucket",
                            BUCKET,
                            website.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3rver.log").toFile())
                    .start();
            S3Server server = new S3Server(started, port);
            await().atMost(Duration.ofSeconds(30)).until(server::accepts);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean accepts() {
        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return open.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Of a page as a visitor of the bucket's website requests it. */
    URI page(String path) {
        return URI.create(endpoint() + "/" + BUCKET + path);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
