package org.incidentcomms.api.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schemas of request bodies match what {@link RequestReader} accepts: unknown fields are rejected unless the
 * schema allows them, an optional field may be null, texts follow {@link SingleLine} and {@link MultiLine}, and
 * keys of translations {@link LanguageTag}.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ConstraintsInOpenApi implements OASFilter {
    /** The most common invisible characters; the remaining ones {@link TextRules} rejects are irrelevant to clients. */
    private static final String VISIBLE =
            "[^\\s\\u00AD\\u115F\\u1160\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u2800\\u3164\\uFEFF\\uFFA0]";

    public static final String LINE = "^(?=.*" + VISIBLE + ")[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]*$";
    public static final String PROSE =
            "^(?=[\\s\\S]*" + VISIBLE + ")[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]*$";
    private static final String REFERENCE = "#/components/schemas/";

    /** The constraints of a text. */
    private record Text(String pattern, int max) {}

    /** The shape of a {@link LanguageTag}. */
    private static final String TAG = "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$";

    private final Set<String> byLanguage = new HashSet<>();
    private final Map<String, Text> fields = new HashMap<>();
    private final Map<String, Text> items = new HashMap<>();

    /** @param index of this service's classes */
    public ConstraintsInOpenApi(IndexView index) {
        collect(index, DotName.createSimple(SingleLine.class), LINE);
        collect(index, DotName.createSimple(MultiLine.class), PROSE);
        for (AnnotationInstance key : index.getAnnotations(DotName.createSimple(LanguageTag.class))) {
            if (key.target().kind() == AnnotationTarget.Kind.TYPE
                    && key.target().asType().enclosingTarget().kind() == AnnotationTarget.Kind.FIELD) {
                byLanguage.add(name(key.target().asType().enclosingTarget()));
            }
        }
    }

    private void collect(IndexView index, DotName annotation, String pattern) {
        for (AnnotationInstance instance : index.getAnnotations(annotation)) {
            Text text = new Text(pattern, instance.value("max").asInt());
            AnnotationTarget target = instance.target();
            if (target.kind() == AnnotationTarget.Kind.FIELD) {
                fields.put(name(target), text);
            } else if (target.kind() == AnnotationTarget.Kind.TYPE
                    && target.asType().enclosingTarget().kind() == AnnotationTarget.Kind.FIELD) {
                boolean isItem =
                        target.asType().enclosingTarget().asField().type().kind() == Type.Kind.PARAMETERIZED_TYPE;
                (isItem ? items : fields).put(name(target.asType().enclosingTarget()), text);
            }
        }
    }

    private static String name(AnnotationTarget field) {
        return field.asField().declaringClass().simpleName() + "."
                + snake(field.asField().name());
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        for (String name : requestSchemas(api, schemas)) {
            Schema schema = named(schemas, name);
            if (schema.getProperties() == null) {
                continue;
            }
            if (!Boolean.TRUE.equals(schema.getAdditionalPropertiesBoolean())) {
                schema.additionalPropertiesBoolean(false);
            }
            Map<String, Schema> properties = new HashMap<>(schema.getProperties());
            properties.forEach((property, itsSchema) -> {
                constrain(itsSchema, fields.get(name + "." + property));
                Text item = items.get(name + "." + property);
                if (itsSchema.getItems() != null) {
                    constrain(itsSchema.getItems(), item);
                }
                if (itsSchema.getAdditionalPropertiesSchema() != null) {
                    constrain(itsSchema.getAdditionalPropertiesSchema(), item);
                }
                if (byLanguage.contains(name + "." + property)) {
                    itsSchema.propertyNames(OASFactory.createSchema().pattern(TAG));
                }
                boolean isRequired =
                        schema.getRequired() != null && schema.getRequired().contains(property);
                if (!isRequired) {
                    schema.addProperty(property, nullable(itsSchema));
                }
            });
        }
    }

    private static void constrain(Schema schema, @Nullable Text text) {
        if (text != null) {
            schema.pattern(text.pattern()).minLength(1).maxLength(text.max());
        }
    }

    /** The names of all schemas used in request bodies. */
    private static Set<String> requestSchemas(OpenAPI api, Map<String, Schema> schemas) {
        Deque<Schema> open = new ArrayDeque<>();
        api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .forEach(open::add);
        Set<String> names = new HashSet<>();
        while (!open.isEmpty()) {
            Schema schema = open.remove();
            if (schema.getRef() != null) {
                String name = schema.getRef().substring(REFERENCE.length());
                if (names.add(name)) {
                    open.add(named(schemas, name));
                }
                continue;
            }
            List<Schema> parts = new ArrayList<>();
            addAll(parts, schema.getAnyOf());
            addAll(parts, schema.getAllOf());
            addAll(parts, schema.getOneOf());
            addAll(
                    parts,
                    schema.getProperties() == null
                            ? null
                            : schema.getProperties().values());
            if (schema.getItems() != null) {
                parts.add(schema.getItems());
            }
            if (schema.getAdditionalPropertiesSchema() != null) {
                parts.add(schema.getAdditionalPropertiesSchema());
            }
            open.addAll(parts);
        }
        return names;
    }

    private static Schema named(Map<String, Schema> schemas, String name) {
        return Objects.requireNonNull(schemas.get(name), name);
    }

    private static void addAll(List<Schema> parts, @Nullable Collection<Schema> more) {
        if (more != null) {
            parts.addAll(more);
        }
    }

    private static Schema nullable(Schema schema) {
        Schema nothing = OASFactory.createSchema().type(List.of(SchemaType.NULL));
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
                    .addAnyOf(nothing);
        }
        if (schema.getAnyOf() != null) {
            return schema.getAnyOf().stream().anyMatch(ConstraintsInOpenApi::isNull)
                    ? schema
                    : schema.addAnyOf(nothing);
        }
        if (schema.getAllOf() != null) {
            Schema described = OASFactory.createSchema()
                    .description(schema.getDescription())
                    .examples(schema.getExamples());
            Schema rest = schema.description(null).examples(null);
            return described.addAnyOf(rest).addAnyOf(nothing);
        }
        if (schema.getType() != null && !isNull(schema)) {
            List<SchemaType> types = new ArrayList<>(schema.getType());
            types.add(SchemaType.NULL);
            schema.type(types);
            if (schema.getEnumeration() != null) {
                List<Object> words = new ArrayList<>(schema.getEnumeration());
                words.add(null);
                schema.enumeration(words);
            }
        }
        return schema;
    }

    private static boolean isNull(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.NULL);
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
