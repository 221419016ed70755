package org.incidentcomms.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes records: CloudEvents 1.0 in binary mode (Kafka protocol binding), attributes as {@code ce_*}
 * headers, the data as JSON. Thread-safe.
 *
 * <p>Unknown fields are ignored, so that a newer publisher does not break an older reader; an unknown type throws
 * {@link UnsupportedEventTypeException} and can be decoded later by a version that knows it; any other unreadable
 * record throws {@link MalformedEventException}.
 */
public final class EventCodec {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";

    private static final String SOURCE_VALUE = "/incident-api";

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule().addDeserializer(Instant.class, new Rfc3339()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, EventCodec::onlyStrings)
            .build();

    private static void onlyStrings(MutableCoercionConfig coercions) {
        coercions
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Returns the attributes of {@code event} as Kafka headers, UTF-8 text. */
    public Map<String, String> headers(PublishedEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, event.id());
        headers.put(TYPE, event.type().wire());
        headers.put(SOURCE, SOURCE_VALUE);
        headers.put(TIME, event.time().toString());
        headers.put(SUBJECT, event.subject());
        headers.put(CONTENT_TYPE, "application/json");
        if (event.traceparent() != null) {
            headers.put(TRACEPARENT, event.traceparent());
        }
        return headers;
    }

    /**
     * Returns the data of {@code event} as JSON, UTF-8.
     *
     * @throws IllegalArgumentException if it is inconsistent, so that {@link #decode} would reject it
     */
    public byte[] encode(StatusEvent event) {
        EventValidator.require(event);
        return write(event);
    }

    public byte[] encode(DeliveryReport report) {
        return write(report);
    }

    private byte[] write(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot encode " + value.getClass().getSimpleName(), e);
        }
    }

    /**
     * Decodes one record of {@code status-events}.
     *
     * @throws UnsupportedEventTypeException if this version does not know the type
     * @throws MalformedEventException if it is not an event
     */
    public PublishedEvent decode(Map<String, String> headers, byte @Nullable [] value) {
        String id = required(headers, ID);
        String type = required(headers, TYPE);
        Instant time;
        try {
            time = Instant.parse(required(headers, TIME));
        } catch (DateTimeException e) {
            throw new MalformedEventException(TIME + " is not an RFC 3339 time", e);
        }
        EventType known = EventType.ofWire(type)
                .orElseThrow(() -> new UnsupportedEventTypeException(id, type, headers.get(SUBJECT), time));
        StatusEvent data = read(value, known.record());
        return new PublishedEvent(id, time, headers.get(TRACEPARENT), data);
    }

    /**
     * Decodes one record of {@code delivery-reports}.
     *
     * @throws MalformedEventException if it cannot be decoded
     */
    public DeliveryReport decodeReport(byte @Nullable [] value) {
        return read(value, DeliveryReport.class);
    }

    private <T> T read(byte @Nullable [] value, Class<T> type) {
        if (value == null || value.length == 0) {
            throw new MalformedEventException("empty value", null);
        }
        T read;
        try {
            read = mapper.readValue(value, type);
        } catch (JsonMappingException e) {
            throw new MalformedEventException("not a " + type.getSimpleName() + where(e), e);
        } catch (IOException | RuntimeException e) {
            throw new MalformedEventException("not a " + type.getSimpleName(), e);
        }
        if (read == null) {
            throw new MalformedEventException("value is null", null);
        }
        if (read instanceof StatusEvent event) {
            try {
                EventValidator.require(event);
            } catch (IllegalArgumentException e) {
                throw new MalformedEventException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    /** Returns the field path and the cause of the fault, without any value of the event. */
    private static String where(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        String said = e.getCause() instanceof IllegalArgumentException ours ? ": " + ours.getMessage() : "";
        return (path.isEmpty() ? "" : " at " + path.substring(1)) + said;
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw new MalformedEventException("header " + name + " is missing", null);
        }
        return value;
    }
}
