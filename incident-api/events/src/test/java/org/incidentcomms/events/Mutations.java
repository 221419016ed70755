package org.incidentcomms.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Walks JSON trees and changes them at every place. */
final class Mutations {
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "false",
            "7",
            "-1",
            "1.5",
            "1e400",
            "\"\"",
            "\"odd\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"id\":null}");

    private Mutations() {}

    /**
     * Calls {@code test} once for each way of leaving out one field or putting something odd in its place, with what was
     * done and the whole tree; the tree is only lent.
     */
    static void each(JsonNode tree, BiConsumer<String, JsonNode> test) {
        JsonNode lent = tree.deepCopy();
        for (ObjectNode object : objects(lent)) {
            for (String field : fields(object)) {
                JsonNode right = object.remove(field);
                test.accept("without " + field, lent);
                for (String odd : ODD_VALUES) {
                    object.set(field, Sample.tree(odd.getBytes(UTF_8)));
                    test.accept(field + " = " + odd, lent);
                }
                object.set(field, right);
            }
        }
    }

    static JsonNode withUnknownFieldsEverywhere(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        for (ObjectNode object : objects(copy)) {
            if (!isOpen(copy, object)) {
                object.put("x_future", "text");
                object.putObject("x_later").putArray("deep").addObject().put("id", 1);
            }
        }
        return copy;
    }

    private static final List<String> OPEN = List.of("notify", "texts", "translations", "title_translations");

    /** A further name in these is a channel or a language, not an unknown field. */
    private static boolean isOpen(JsonNode tree, ObjectNode object) {
        return objects(tree).stream().anyMatch(parent -> OPEN.stream().anyMatch(field -> parent.get(field) == object));
    }

    private static List<String> fields(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.forEach(child -> found.addAll(objects(child)));
        return found;
    }
}
