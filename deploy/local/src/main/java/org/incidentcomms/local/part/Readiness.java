package org.incidentcomms.local.part;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A readiness check of a process. */
@FunctionalInterface
public interface Readiness {

    /**
     * @param log its output
     * @param from offset in the log at which this run begins
     */
    boolean test(Path log, long from) throws IOException;

    /** Ready when this URL answers 200. */
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

    /** Ready when it has printed a line that begins with this word. */
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
