package org.incidentcomms.blog.site.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.incidentcomms.testkit.Patience;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of others that read pages at Statuspage, unmodified: npm's {@code statuspage.io} and {@code statuspage.js},
 * which run in Node.js, and Atlassian's own widget. {@code STATUSPAGE_CLIENTS} names the folder in which they are
 * installed; without it the test is skipped.
 */
public final class StatuspageClients {
    private static final Path SCRIPT =
            Path.of("src/test/resources/statuspage/clients.cjs").toAbsolutePath();

    private final Path folder;

    private StatuspageClients(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where the clients are missing. */
    public static StatuspageClients assumeInstalled() {
        String folder = System.getenv("STATUSPAGE_CLIENTS");
        Assumptions.assumeTrue(
                folder != null && !folder.isBlank(), "no clients of Statuspage: STATUSPAGE_CLIENTS names no folder");
        return new StatuspageClients(Path.of(String.valueOf(folder)));
    }

    /**
     * What the clients return, by client and document, and the words they know.
     *
     * @param address without a trailing slash
     * @throws IllegalStateException if a client fails
     */
    public JsonNode read(String address) throws IOException, InterruptedException {
        Path output = Files.createTempFile("statuspage-", ".json");
        try {
            Process node = new ProcessBuilder("node", SCRIPT.toString(), folder.toString(), address)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                if (!node.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS) || node.exitValue() != 0) {
                    throw new IllegalStateException("a client cannot read " + address);
                }
            } finally {
                node.destroyForcibly();
            }
            return new ObjectMapper().readTree(output.toFile());
        } finally {
            Files.delete(output);
        }
    }

    /** The script that defines the element {@code statuspage-widget}. */
    public byte[] widget() throws IOException {
        return Files.readAllBytes(folder.resolve("node_modules/@statuspage/status-widget/dist/index.js"));
    }
}
