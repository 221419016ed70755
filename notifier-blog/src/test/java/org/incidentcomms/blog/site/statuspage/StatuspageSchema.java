package org.incidentcomms.blog.site.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON schemas of Statuspage's eight documents. */
public final class StatuspageSchema {
    private static final String SCHEMA = "https://schema.test/statuspage-v2.schema.json";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(SCHEMA, schema())));

    private StatuspageSchema() {}

    /** @param name of the document below {@code api/v2}, such as {@code incidents/unresolved.json} */
    public static List<Error> faults(String name, JsonNode document) {
        String pointer = "#/$defs/" + name.replace("/", "~1");
        return SCHEMAS.getSchema(SchemaLocation.of(SCHEMA + pointer))
                .validate(document, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String schema() {
        try (InputStream in = StatuspageSchema.class.getResourceAsStream("/schema/statuspage-v2.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
