package org.incidentcomms.local.part;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How one sees that a process is ready. */
@FunctionalInterface
public interface Readiness {

    /**
     * @param log its output
     * @param from where in the log this run of it begins
     */
    boolean test(Path log, long from) throws IOException;

    /** It answers 200 at this address. */
    static Readiness http(URI address) {
        return (log, from) -> {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(1_000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        };
    }

    /** It has printed a line that begins with this word. */
    static Readiness says(String word) {
        byte[] line = ("\n" + word).getBytes(StandardCharsets.UTF_8);
        return (log, from) -> {
            try (var in = Files.newInputStream(log)) {
                in.skipNBytes(from);
                return ("\n" + new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8))
                        .contains(new String(line, StandardCharsets.UTF_8));
            }
        };
    }
}
