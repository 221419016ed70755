package org.incidentcomms.api.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Converts records to stored JSON and back; fields added by a later version are ignored. */
@ApplicationScoped
public class JsonColumns {
    private final ObjectMapper mapper;

    public JsonColumns(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot store a " + value.getClass().getSimpleName(), e);
        }
    }

    /** As {@link #write}, but independent of the order of fields. */
    public String canonical(Object value) {
        try {
            return mapper.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a " + value.getClass().getSimpleName(), e);
        }
    }

    /** As {@link #write}, without serialising to text. */
    public ObjectNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    public <T> T read(String json, Class<T> type) {
        try {
            return mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (IOException e) {
            throw new IllegalStateException("not a stored " + type.getSimpleName(), e);
        }
    }
}
