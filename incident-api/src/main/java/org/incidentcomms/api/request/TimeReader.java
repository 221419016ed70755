package org.incidentcomms.api.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** RFC 3339 with an offset, years 1970 to 9999, to the millisecond. Numbers are no times. */
final class TimeReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    TimeReader() {
        super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getText();
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(END)) {
                return Instant.ofEpochMilli(time.toEpochMilli());
            }
        } catch (DateTimeException e) {
            // told below, like a year out of range
        }
        return (Instant) context.handleWeirdStringValue(
                Instant.class, text, "must be a time as in RFC 3339, with offset, from 1970 to 9999");
    }
}
