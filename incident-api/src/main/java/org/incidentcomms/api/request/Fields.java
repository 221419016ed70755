package org.incidentcomms.api.request;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a field is named to the caller: its path in the body, in snake_case. */
final class Fields {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    private static final Pattern CONTAINER_ELEMENT = Pattern.compile("\\.<[^>]*>");

    private Fields() {}

    static String of(List<JsonMappingException.Reference> path) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }

    /** {@code notified} is called notify on the wire: Java keeps that name for itself. */
    static String ofProperty(String propertyPath) {
        String path = CONTAINER_ELEMENT.matcher(propertyPath).replaceAll("");
        String snake = CAPITAL.matcher(path).replaceAll(m -> "_" + m.group().toLowerCase(Locale.ROOT));
        return snake.startsWith("notified") ? "notify" + snake.substring("notified".length()) : snake;
    }
}
