package org.incidentcomms.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything that can be wrong, and some that is right, with each field of a body. */
final class Mutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 4;
    /** What a value is called that has characters, none of which a reader sees. */
    static final String UNSEEN = "nothing visible";

    /**
     * One field with another value.
     *
     * @param field where, as problems name it: {@code texts.twitter}, {@code components[0].id}
     * @param value null where the field is left out
     * @param isAllowed whether the schema allows it
     */
    record Mutation(String field, String what, @Nullable JsonNode value, ObjectNode body, boolean isAllowed) {
        @Override
        public String toString() {
            return field + " " + what;
        }
    }

    private final OpenApiDocument document;
    private final boolean isPatch;
    private final List<Mutation> mutations = new ArrayList<>();

    private Mutations(OpenApiDocument document, boolean isPatch) {
        this.document = document;
        this.isPatch = isPatch;
    }

    /** Those of a body that is right otherwise. */
    static List<Mutation> of(OpenApiDocument document, String schema, ObjectNode body, boolean isPatch) {
        Mutations all = new Mutations(document, isPatch);
        all.object(schema, "", body, "", body, 0);
        return all.mutations;
    }

    private void object(String schema, String field, ObjectNode holder, String at, ObjectNode body, int depth) {
        for (Map.Entry<String, String> property : document.properties(schema).entrySet()) {
            String name = field.isEmpty() ? property.getKey() : field + "." + property.getKey();
            String pointer = at + "/" + property.getKey();
            for (Map.Entry<String, JsonNode> value : values(property.getValue()).entrySet()) {
                add(
                        name,
                        value.getKey(),
                        value.getValue(),
                        pointer,
                        body,
                        document.allows(property.getValue(), value.getValue()));
            }
            if (!isPatch && holder.has(property.getKey())) {
                boolean isAllowed = document.allows(schema, holder.deepCopy().without(property.getKey()));
                add(name, "left out", null, pointer, body, isAllowed);
            }
            descend(property.getValue(), name, pointer, body, depth);
        }
        add(
                field.isEmpty() ? "colour" : field + ".colour",
                "unknown",
                NODES.textNode("red"),
                at + "/colour",
                body,
                document.at(document.resolved(schema))
                        .path("additionalProperties")
                        .asBoolean(true));
    }

    private void descend(String schema, String name, String pointer, ObjectNode body, int depth) {
        if (depth == DEEPEST) {
            return;
        }
        String resolved = document.resolved(schema);
        JsonNode found = document.at(resolved);
        if (found.has("properties")) {
            ObjectNode with = body.deepCopy();
            if (!(body.at(pointer) instanceof ObjectNode)) {
                set(with, pointer, NODES.objectNode());
            }
            object(resolved, name, (ObjectNode) with.at(pointer), pointer, with, depth + 1);
        } else if (found.has("items") && body.at(pointer).path(0) instanceof ObjectNode first) {
            object(resolved + "/items", name + "[0]", first, pointer + "/0", body, depth + 1);
        }
    }

    private void add(
            String field, String what, @Nullable JsonNode value, String pointer, ObjectNode body, boolean isAllowed) {
        ObjectNode changed = body.deepCopy();
        set(changed, pointer, value);
        mutations.add(new Mutation(field, what, value, changed, isAllowed));
    }

    private static void set(ObjectNode body, String pointer, @Nullable JsonNode value) {
        int end = pointer.lastIndexOf('/');
        ObjectNode holder = (ObjectNode) body.at(pointer.substring(0, end));
        if (value == null) {
            holder.remove(pointer.substring(end + 1));
        } else {
            holder.set(pointer.substring(end + 1), value);
        }
    }

    private Map<String, JsonNode> values(String schema) {
        Map<String, JsonNode> values = new java.util.LinkedHashMap<>();
        values.put("null", NODES.nullNode());
        values.put("a whole number", NODES.numberNode(7));
        values.put("a fraction", NODES.numberNode(1.5));
        values.put("a huge number", NODES.numberNode(new java.math.BigDecimal("1e400")));
        values.put("below zero", NODES.numberNode(-1));
        values.put("true", NODES.booleanNode(true));
        values.put("an empty list", NODES.arrayNode());
        values.put("a list of null", NODES.arrayNode().addNull());
        values.put("a list of lists", NODES.arrayNode().add(NODES.arrayNode()));
        values.put("an empty object", NODES.objectNode());
        values.put("a foreign object", NODES.objectNode().put("$ref", "x"));
        values.put("empty", NODES.textNode(""));
        values.put("blank", NODES.textNode(" \t "));
        values.put(UNSEEN, NODES.textNode("\u200b\u2060\u3164"));
        values.put("an unknown word", NODES.textNode("no_such_value"));
        values.put("a NUL", NODES.textNode("a\u0000b"));
        values.put("a bell", NODES.textNode("a\u0007b"));
        values.put("an escape", NODES.textNode("a\u001b[31mb"));
        values.put("two lines", NODES.textNode("a\r\nBcc: b"));
        values.put("a line separator", NODES.textNode("a\u2028b"));
        values.put("half a surrogate pair", NODES.textNode("a\ud800"));
        values.put("markup", NODES.textNode("<script>alert(1)</script> ' or 1=1 -- ${x}"));
        JsonNode found = document.at(document.resolved(schema));
        int max = found.path("maxLength").asInt(0);
        values.put("much too long", NODES.textNode("a".repeat(Math.max(max + 1, 30_000))));
        if (max > 0) {
            values.put("a character too long", NODES.textNode("\ud83d\udd25".repeat(max + 1)));
            values.put("as long as can be", NODES.textNode("\ud83d\udd25".repeat(max)));
        }
        if (found.has("maxItems")) {
            var list = NODES.arrayNode();
            IntStream.rangeClosed(0, found.path("maxItems").asInt()).forEach(i -> list.add("x" + i));
            values.put("an item too many", list);
        }
        for (JsonNode word : found.path("enum")) {
            if (word.isTextual()) {
                values.put("in capitals", NODES.textNode(word.asText().toUpperCase(java.util.Locale.ROOT)));
                break;
            }
        }
        return values;
    }
}
