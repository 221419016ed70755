package org.incidentcomms.api.request;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Additional content of the OpenAPI document, read from files at build time. */
final class OpenApiSamples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenApiSamples() {}

    /** The file's fields in their order; empty if there is no such file. */
    static Map<String, Object> read(String file) {
        try (InputStream in = OpenApiSamples.class.getResourceAsStream("/openapi/" + file)) {
            return in == null ? Map.of() : JSON.readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** A field that is itself an object; empty if there is none. */
    static Map<String, Object> object(Map<String, Object> holder, String field) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (holder.get(field) instanceof Map<?, ?> found) {
            found.forEach((name, value) -> object.put((String) name, value));
        }
        return object;
    }

    static Header header(@Nullable String description, @Nullable Object example) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)))
                .example(example);
    }
}
