package org.incidentcomms.email.subscriber;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file, read one after the other. */
interface ImportSource {
    /**
     * One row as it stands in the file.
     *
     * @param line on which it begins, from 1
     * @param fields an object; null if the row cannot be read
     * @param problem why it cannot be read, else empty
     */
    record Raw(long line, @Nullable JsonNode fields, String problem) {}

    /** The next row, or null at the end. */
    @Nullable Raw next() throws IOException;
}
