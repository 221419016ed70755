package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** JSON lines: one object per line; empty lines are left out. */
final class JsonLinesSource implements ImportSource {
    private final BoundedLines lines;
    private final ObjectMapper json;

    JsonLinesSource(InputStream in, ObjectMapper json) {
        this.lines = new BoundedLines(in);
        this.json = json;
    }

    @Override
    public @Nullable Raw next() throws IOException {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        try {
            JsonNode node = BoundedLines.isCut(line) ? null : json.readTree(line);
            return node != null && node.isObject()
                    ? new Raw(lines.number(), node, "")
                    : new Raw(lines.number(), null, "must be one JSON object of at most 20,000 characters");
        } catch (JsonProcessingException e) {
            return new Raw(lines.number(), null, "is not valid JSON");
        }
    }
}
